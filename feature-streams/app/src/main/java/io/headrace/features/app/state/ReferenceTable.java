package io.headrace.features.app.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.features.app.labelling.AwaitedEvents.Turn;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Lookups;
import io.headrace.features.engine.RowVersions;
import io.headrace.features.engine.StatefulValues;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * A reference's rows in one partition. The store has every version as it came, so another definition reads them by its own schema;
 * those of the rows that were looked up last are in memory too. It follows from the reference's topic alone, so it needs no lives
 * as entities do: a reference that a definition lacks for a while is read on from where that began.
 *
 * <p>Changed by its task alone; other threads may ask for {@link #values} meanwhile.
 */
public final class ReferenceTable {

    /** Of a version in memory, beside the record's bytes. */
    private static final long HEAD_BYTES = 200;

    private static final int MOST_FORGOTTEN_AT_ONCE = 100;
    private static final int TURNS_READY = 500;

    private final String name;
    private final FeatureProgram program;
    private final AvroDecoder decoder;
    private final CommitStore store;

    /** When a version of a row is to be forgotten next. */
    private final Turns due;

    private final LinkedHashMap<String, Ready> ready = new LinkedHashMap<>(16, 0.75f, true);
    private long readyBytes;
    private long mostReadyBytes;
    private long reached = Long.MIN_VALUE;
    private boolean isClosed;

    /** A row in memory. */
    private static final class Ready {

        private final RowVersions<Row> versions = new RowVersions<>();
        private long bytes = HEAD_BYTES;

        void put(RowVersions.Place place, RowVersions.Version<Row> version) {
            versions.put(place, version);
            bytes += bytes(version);
        }

        static long bytes(RowVersions.Version<Row> version) {
            return HEAD_BYTES + version.row().map(Row::bytes).orElse(0);
        }
    }

    /**
     * What a version holds.
     *
     * @param values empty where its bytes cannot be read by the definition as it is now
     * @param bytes how many there are of them
     */
    private record Row(Optional<GenericRecord> values, int bytes) {}

    /**
     * @param name of the reference
     * @param state what the task remembers
     */
    public ReferenceTable(String name, FeatureProgram program, AvroSerdes serdes, TaskStore state) {
        this.name = name;
        this.program = program;
        this.decoder = serdes.decoder(program.rowSchema(name));
        this.store = state.values("reference-" + name);
        this.due = new Turns(state.comeAndGo("reference-" + name + "-due", _ -> false), TURNS_READY);
    }

    /** The reference's name. */
    public String name() {
        return name;
    }

    /**
     * From now on versions in memory may take so many bytes together, about; one row may take more by itself.
     * Before that only the row that was looked at last stays.
     */
    public synchronized void mayUse(long bytes) {
        mostReadyBytes = bytes;
    }

    /**
     * There is a version of a row.
     *
     * @param value the record's; empty where the row is gone
     * @param since the later of its time and how far its partition had come with it in event time, epoch milliseconds
     */
    public synchronized void put(String key, RowVersions.Place place, Optional<byte[]> value, long since) {
        StoredVersion stored = new StoredVersion(since, value);
        store.put(StoredVersion.key(key.getBytes(UTF_8), place), stored.toBytes());
        Ready row = load(key);
        readyBytes -= row.bytes;
        row.put(place, version(stored));
        readyBytes += row.bytes;
        forget(key, row, reached);
        unload();
    }

    /**
     * Answers lookups in this reference as of the event's time.
     *
     * @param progress how far the event's partition had come with it in event time, epoch milliseconds; the least long while unknown. What
     *     an event that is late finds depends on it, as of entities, so it has to follow from the input alone
     */
    public synchronized void answer(Lookups lookups, GenericRecord event, StatefulValues into, long progress) {
        Optional<Ready> row = lookups.key(event).map(key -> {
            Ready found = load(key);
            forget(key, found, progress);
            return found;
        });
        answer(lookups, event, into, row);
        reached = Math.max(reached, progress);
        forget(reached);
    }

    /**
     * Answers as {@link #answer(Lookups, GenericRecord, StatefulValues, long)} does and changes nothing. For any thread.
     *
     * @return whether it did: not where the task has ended
     */
    public synchronized boolean values(Lookups lookups, GenericRecord event, StatefulValues into) {
        if (!isClosed) {
            answer(lookups, event, into, lookups.key(event).map(key -> ready.containsKey(key) ? load(key) : read(key)));
        }
        return !isClosed;
    }

    private void answer(Lookups lookups, GenericRecord event, StatefulValues into, Optional<Ready> row) {
        long time = program.eventTime(event);
        lookups.values(row.flatMap(known -> known.versions.before(time)).flatMap(Row::values), into);
    }

    /** Nobody reads it any more. */
    public synchronized void close() {
        isClosed = true;
    }

    /**
     * Forgets some of the versions that no event can ask for any more that is not late.
     *
     * @param progress how far events have come in event time, epoch milliseconds
     */
    public synchronized void forget(long progress) {
        for (Turn turn : due.before(program.horizon(progress), MOST_FORGOTTEN_AT_ONCE)) {
            due.remove(turn);
            forget(turn.id(), load(turn.id()), progress);
        }
    }

    private void forget(String key, Ready row, long progress) {
        row.versions.forget(program.horizon(progress)).forEach((place, version) -> {
            store.delete(StoredVersion.key(key.getBytes(UTF_8), place));
            row.bytes -= Ready.bytes(version);
            readyBytes -= Ready.bytes(version);
        });
        row.versions.due().ifPresent(time -> due.add(new Turn(time, key)));
    }

    private Ready load(String key) {
        Ready known = ready.get(key);
        if (known != null) {
            return known;
        }
        Ready row = read(key);
        ready.put(key, row);
        readyBytes += row.bytes;
        unload();
        return row;
    }

    /** The one that was looked at last stays. */
    private void unload() {
        while (readyBytes > mostReadyBytes && ready.size() > 1) {
            readyBytes -= ready.pollFirstEntry().getValue().bytes;
        }
    }

    private Ready read(String key) {
        Ready row = new Ready();
        byte[] id = key.getBytes(UTF_8);
        try (KeyValueIterator<Bytes, byte[]> found = store.range(StoredVersion.first(id), StoredVersion.last(id))) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> entry = found.next();
                row.put(StoredVersion.place(entry.key), version(StoredVersion.read(entry.value)));
            }
        }
        return row;
    }

    private RowVersions.Version<Row> version(StoredVersion stored) {
        return new RowVersions.Version<>(
                stored.since(),
                stored.value()
                        .map(value -> new Row(
                                decoder.decode(value) instanceof Decoded.Ok(GenericRecord row)
                                        ? Optional.of(row)
                                        : Optional.empty(),
                                value.length)));
    }
}
