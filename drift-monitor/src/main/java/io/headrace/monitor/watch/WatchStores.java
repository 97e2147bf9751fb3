package io.headrace.monitor.watch;

import io.headrace.monitor.avro.StoredAlerts;
import io.headrace.monitor.avro.StoredMeanings;
import io.headrace.monitor.avro.StoredOutcome;
import io.headrace.monitor.avro.StoredRow;
import io.headrace.monitor.avro.StoredStatistic;
import io.headrace.monitor.avro.StoredVersion;
import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.stored.SingleObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The watch's memory: where it stands, what is known of statistics, versions and alarms; the rows of the open window and of
 * the one before; and the labelled predictions by version. The stores are cached, so that what changes with every row is
 * written once per commit. Every value is in {@link SingleObject} encoding.
 */
public final class WatchStores {

    static final String STATE = "watch-state";
    static final String ROWS = "window-rows";
    static final String OUTCOMES = "labelled-predictions";

    private static final String WATCH = "watch";
    private static final String ALERTS = "alerts";
    private static final String MEANINGS = "meanings";
    private static final String STATISTIC = "statistic/";
    private static final String VERSION = "version/";

    private final SingleObject<WatchState> watchStates =
            new SingleObject<>(WatchState.getEncoder(), WatchState.getDecoder());
    private final SingleObject<StoredAlerts> alertStates =
            new SingleObject<>(StoredAlerts.getEncoder(), StoredAlerts.getDecoder());
    private final SingleObject<StoredMeanings> meanings =
            new SingleObject<>(StoredMeanings.getEncoder(), StoredMeanings.getDecoder());
    private final SingleObject<StoredStatistic> statistics =
            new SingleObject<>(StoredStatistic.getEncoder(), StoredStatistic.getDecoder());
    private final SingleObject<StoredVersion> versions =
            new SingleObject<>(StoredVersion.getEncoder(), StoredVersion.getDecoder());
    private final SingleObject<StoredRow> storedRows =
            new SingleObject<>(StoredRow.getEncoder(), StoredRow.getDecoder());
    private final SingleObject<StoredOutcome> storedOutcomes =
            new SingleObject<>(StoredOutcome.getEncoder(), StoredOutcome.getDecoder());

    private final KeyValueStore<String, byte[]> state;
    private final KeyValueStore<Long, byte[]> rows;
    private final KeyValueStore<Bytes, byte[]> outcomes;

    public WatchStores(ProcessorContext<?, ?> context) {
        state = context.getStateStore(STATE);
        rows = context.getStateStore(ROWS);
        outcomes = context.getStateStore(OUTCOMES);
    }

    /** In a fixed order, so that the topology's description is the same in every process. */
    public static Set<StoreBuilder<?>> builders() {
        return new LinkedHashSet<>(List.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STATE), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled(),
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(ROWS), Serdes.Long(), Serdes.ByteArray())
                        .withCachingEnabled(),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(OUTCOMES), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingEnabled()));
    }

    WatchState watch() {
        return read(WATCH, watchStates).orElseGet(() -> WatchState.newBuilder().build());
    }

    void put(WatchState now) {
        state.put(WATCH, watchStates.write(now));
    }

    Optional<StoredAlerts> alerts() {
        return read(ALERTS, alertStates);
    }

    void put(StoredAlerts now) {
        state.put(ALERTS, alertStates.write(now));
    }

    Optional<StoredMeanings> meanings() {
        return read(MEANINGS, meanings);
    }

    void put(StoredMeanings now) {
        state.put(MEANINGS, meanings.write(now));
    }

    Optional<StoredStatistic> statistic(String name) {
        return read(STATISTIC + name, statistics);
    }

    void put(StoredStatistic now) {
        state.put(STATISTIC + now.getStatistic(), statistics.write(now));
    }

    void deleteStatistic(String name) {
        state.delete(STATISTIC + name);
    }

    List<StoredVersion> versions() {
        List<StoredVersion> found = new ArrayList<>();
        // '0' follows '/' among characters: the range holds the keys that begin with the prefix.
        try (KeyValueIterator<String, byte[]> all = state.range(VERSION, "version0")) {
            all.forEachRemaining((KeyValue<String, byte[]> one) -> found.add(versions.read(one.value)));
        }
        return found;
    }

    void put(StoredVersion now) {
        state.put(VERSION + now.getModel(), versions.write(now));
    }

    void deleteVersion(String model) {
        state.delete(VERSION + model);
    }

    /**
     * Keeps a row, in the place of whichever was there.
     *
     * @param buffer 0 or 1
     */
    void putRow(int buffer, int slot, StoredRow row) {
        rows.put(rowKey(buffer, slot), storedRows.write(row));
    }

    /** The rows in a buffer's first slots. */
    List<StoredRow> rows(int buffer, int slots) {
        List<StoredRow> found = new ArrayList<>(slots);
        if (slots > 0) {
            try (KeyValueIterator<Long, byte[]> range = rows.range(rowKey(buffer, 0), rowKey(buffer, slots - 1))) {
                range.forEachRemaining((KeyValue<Long, byte[]> one) -> found.add(storedRows.read(one.value)));
            }
        }
        return found;
    }

    void putOutcome(String model, long number, StoredOutcome outcome) {
        outcomes.put(outcomeKey(model, number), storedOutcomes.write(outcome));
    }

    void deleteOutcome(String model, long number) {
        outcomes.delete(outcomeKey(model, number));
    }

    /** A version's labelled predictions with numbers from, inclusive, to until, exclusive. */
    List<StoredOutcome> outcomes(String model, long from, long until) {
        List<StoredOutcome> found = new ArrayList<>();
        if (from < until) {
            try (KeyValueIterator<Bytes, byte[]> range =
                    outcomes.range(outcomeKey(model, from), outcomeKey(model, until - 1))) {
                range.forEachRemaining((KeyValue<Bytes, byte[]> one) -> found.add(storedOutcomes.read(one.value)));
            }
        }
        return found;
    }

    private static long rowKey(int buffer, int slot) {
        return (long) buffer << Integer.SIZE | slot;
    }

    private <T> Optional<T> read(String key, SingleObject<T> format) {
        return Optional.ofNullable(state.get(key)).map(format::read);
    }

    /** A model's name holds no zero byte, and numbers are 0 or more: the store's order is that of numbers. */
    private static Bytes outcomeKey(String model, long number) {
        byte[] name = model.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put((byte) 0)
                .putLong(number)
                .array());
    }
}
