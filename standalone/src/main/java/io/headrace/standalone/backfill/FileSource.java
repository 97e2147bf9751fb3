package io.headrace.standalone.backfill;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvPosition;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.connectors.csv.reading.CsvTrace;
import io.headrace.features.app.intake.LabelIntake;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/**
 * CSV files as one stream, as the file connector sends them: after the event of a row come the labels of the rows up to so many before,
 * each known from the time of the newest row on.
 */
public final class FileSource implements Source, Resumable {

    private final CsvFeed rows;
    private final LabelIntake labels;
    private final long labelDelay;
    private long arrived;
    private final long bytes;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final SortedMap<String, Long> refusedLabels = new TreeMap<>();
    private long read;
    private long time;

    private record Waiting(long row, String id, long time, Label label) {}

    private FileSource(CsvFeed rows, LabelIntake labels, long labelDelay, long arrived, long bytes) {
        this.rows = rows;
        this.labels = labels;
        this.labelDelay = labelDelay;
        this.arrived = arrived;
        this.bytes = bytes;
    }

    /**
     * Opens files.
     *
     * @param files one or more
     * @param labelDelay the label of row i becomes known with row i + so many
     * @param arrived when the events are taken to have come, epoch milliseconds
     * @throws CsvProblem where one cannot be read as the definition's events
     */
    public static FileSource open(List<Path> files, PipelineDefinition definition, int labelDelay, long arrived) {
        return new FileSource(
                CsvFeed.open(files, definition), LabelIntake.of(definition), labelDelay, arrived, bytes(files));
    }

    /** Of all files together; 0 where one is packed, and its rows are more than it is large. */
    private static long bytes(List<Path> files) {
        long bytes = 0;
        for (Path file : files) {
            if (file.toString().endsWith(".gz")) {
                return 0;
            }
            try {
                bytes += Files.size(file);
            } catch (IOException e) {
                throw new CsvProblem(file, "its size cannot be asked for: " + e);
            }
        }
        return bytes;
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public List<Incoming> next(int most) {
        List<Incoming> next = new ArrayList<>(most);
        while (next.size() < most) {
            Optional<CsvEvent> row = rows.next();
            if (row.isEmpty()) {
                break;
            }
            read += row.get().text().remaining() + 1L;
            take(row.get(), next);
        }
        return next;
    }

    private void take(CsvEvent row, List<Incoming> into) {
        switch (row) {
            case CsvEvent.Read(var place, var _, String id, long at, GenericRecord event, Optional<Label> label) -> {
                time = at;
                label.ifPresent(known -> waiting.add(new Waiting(place.row(), id, at, known)));
                into.add(new Incoming.Event(0, arrived, () -> intake(id, at, event)));
            }
            case CsvEvent.Broken broken ->
                into.add(new Incoming.Event(0, arrived, () -> new Intake.Refused<>(broken.rule(), broken.reason())));
        }
        while (!waiting.isEmpty() && waiting.getFirst().row() <= row.place().row() - labelDelay) {
            Waiting due = waiting.removeFirst();
            take(new GivenLabel(due.id(), due.label(), Math.max(time, due.time())), into);
        }
    }

    private void take(GivenLabel given, List<Incoming> into) {
        switch (labels.take(given, arrived)) {
            case Intake.Accepted<GivenLabel> _ -> into.add(new Incoming.Label(given));
            case Intake.Refused<GivenLabel>(Refusal why) -> refusedLabels.merge(why.rule(), 1L, Long::sum);
        }
    }

    private static Intake<GenericRecord> intake(String id, long time, GenericRecord event) {
        return time < 0
                ? new Intake.Refused<>(QuarantineRule.INVALID_TIME, "its time is " + time + " ms since 1970")
                : new Intake.Accepted<>(id, time, event);
    }

    @Override
    public Optional<Resumable> place() {
        return Optional.of(this);
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        CsvFeed.Place place = rows.place();
        out.writeInt(place.file());
        out.writeLong(place.position().bytes());
        out.writeLong(place.position().line());
        Saved.text(out, place.position().trace().text());
        out.writeLong(place.rows());
        out.writeLong(arrived);
        out.writeLong(read);
        out.writeLong(time);
        out.writeInt(waiting.size());
        for (Waiting label : waiting) {
            out.writeLong(label.row());
            Saved.given(out, new GivenLabel(label.id(), label.label(), label.time()));
        }
        Saved.counts(out, refusedLabels);
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        int file = in.readInt();
        long byteOffset = in.readLong();
        long line = in.readLong();
        CsvTrace trace = CsvTrace.parse(Saved.text(in)).orElseThrow(() -> new IOException("its trace is none"));
        rows.goOn(new CsvFeed.Place(file, new CsvPosition(byteOffset, line, trace), in.readLong()));
        arrived = in.readLong();
        read = in.readLong();
        time = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            long row = in.readLong();
            GivenLabel given = Saved.given(in);
            waiting.add(new Waiting(row, given.eventId(), given.labelledAt(), given.label()));
        }
        refusedLabels.putAll(Saved.counts(in));
    }

    @Override
    public double share() {
        return bytes == 0 ? Double.NaN : Math.min(1, (double) read / bytes);
    }

    @Override
    public LabelsBeside labels() {
        return LabelsBeside.NONE;
    }

    @Override
    public SortedMap<String, Long> refusedLabels() {
        return Collections.unmodifiableSortedMap(refusedLabels);
    }

    @Override
    public void close() {
        rows.close();
    }
}
