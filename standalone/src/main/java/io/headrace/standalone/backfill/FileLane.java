package io.headrace.standalone.backfill;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvPosition;
import io.headrace.connectors.csv.reading.CsvTrace;
import io.headrace.schemas.time.PartitionClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Files that are a lane, one after another. Not thread-safe. */
final class FileLane implements Resumable, AutoCloseable {

    private final int number;
    private final CsvFeed rows;
    private final boolean alone;
    private PartitionClock clock = new PartitionClock();
    private boolean ended;

    /**
     * @param number as {@link Lanes} has it
     * @param alone whether it is the only one, and nobody asks how far it is
     */
    FileLane(int number, CsvFeed rows, boolean alone) {
        this.number = number;
        this.rows = rows;
        this.alone = alone;
    }

    int number() {
        return number;
    }

    boolean hasEnded() {
        return ended;
    }

    /** How far it is in event time, as cleaning and features will see it; {@link PartitionClock#UNKNOWN} at first. */
    long reached() {
        return clock.now();
    }

    /** The next row's event; empty at the end. */
    Optional<CsvEvent> next() {
        Optional<CsvEvent> row = rows.next();
        if (row.isEmpty()) {
            ended = true;
        } else if (!alone && row.get() instanceof CsvEvent.Read read) {
            clock.see(read.time());
        }
        return row;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        CsvFeed.Place place = rows.place();
        out.writeInt(place.file());
        out.writeLong(place.position().bytes());
        out.writeLong(place.position().line());
        Saved.text(out, place.position().trace().text());
        out.writeLong(place.rows());
        Saved.clock(out, clock);
        out.writeBoolean(ended);
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        int file = in.readInt();
        long byteOffset = in.readLong();
        long line = in.readLong();
        CsvTrace trace = CsvTrace.parse(Saved.text(in)).orElseThrow(() -> new IOException("its trace is none"));
        rows.goOn(new CsvFeed.Place(file, new CsvPosition(byteOffset, line, trace), in.readLong()));
        clock = Saved.clock(in);
        ended = in.readBoolean();
    }

    @Override
    public void close() {
        rows.close();
    }
}
