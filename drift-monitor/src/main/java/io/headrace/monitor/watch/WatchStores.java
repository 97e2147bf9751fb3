package io.headrace.monitor.watch;

import io.headrace.monitor.avro.OutcomeBlock;
import io.headrace.monitor.avro.RowBlock;
import io.headrace.monitor.avro.StoredAlerts;
import io.headrace.monitor.avro.StoredMeanings;
import io.headrace.monitor.avro.StoredOutcome;
import io.headrace.monitor.avro.StoredRow;
import io.headrace.monitor.avro.StoredStatistic;
import io.headrace.monitor.avro.StoredVersion;
import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.stored.SingleObject;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The watch's memory: where it stands, what is known of statistics, versions and alarms; the rows of the open window and of
 * the one before; and the labelled predictions by version, these two in blocks. What changes with every row is written once
 * per commit. Every value is in {@link SingleObject} encoding, under a key that begins with its kind.
 */
public final class WatchStores {

    private static final String SECTION = "watch";

    private static final String WATCH = "watch";
    private static final String ALERTS = "alerts";
    private static final String MEANINGS = "meanings";
    private static final String STATISTIC = "statistic/";
    private static final String VERSION = "version/";
    private static final String ROWS = "rows/";
    private static final String OUTCOMES = "outcomes/";

    private final SingleObject<WatchState> watchStates = new SingleObject<>(WatchState.class);
    private final SingleObject<StoredAlerts> alertStates = new SingleObject<>(StoredAlerts.class);
    private final SingleObject<StoredMeanings> meanings = new SingleObject<>(StoredMeanings.class);
    private final SingleObject<StoredStatistic> statistics = new SingleObject<>(StoredStatistic.class);
    private final SingleObject<StoredVersion> versions = new SingleObject<>(StoredVersion.class);
    private final SingleObject<RowBlock> rows = new SingleObject<>(RowBlock.class);
    private final SingleObject<OutcomeBlock> outcomes = new SingleObject<>(OutcomeBlock.class);

    private final CommitStore store;

    public WatchStores(ProcessorContext<?, ?> context) {
        store = TaskStore.of(context, WatchProcessor.STORE).values(SECTION);
    }

    /** Has the watch write what has changed at each commit. */
    void beforeCommit(Runnable writer) {
        store.beforeCommit(writer);
    }

    WatchState watch() {
        return read(key(WATCH), watchStates)
                .orElseGet(() -> WatchState.newBuilder().build());
    }

    void put(WatchState now) {
        store.put(key(WATCH), watchStates.write(now));
    }

    Optional<StoredAlerts> alerts() {
        return read(key(ALERTS), alertStates);
    }

    void put(StoredAlerts now) {
        store.put(key(ALERTS), alertStates.write(now));
    }

    Optional<StoredMeanings> meanings() {
        return read(key(MEANINGS), meanings);
    }

    void put(StoredMeanings now) {
        store.put(key(MEANINGS), meanings.write(now));
    }

    Optional<StoredStatistic> statistic(String name) {
        return read(key(STATISTIC + name), statistics);
    }

    void put(StoredStatistic now) {
        store.put(key(STATISTIC + now.getStatistic()), statistics.write(now));
    }

    void deleteStatistic(String name) {
        store.delete(key(STATISTIC + name));
    }

    List<StoredVersion> versions() {
        List<StoredVersion> found = new ArrayList<>();
        // '0' follows '/' among characters: the range holds the keys that begin with the prefix.
        try (KeyValueIterator<Bytes, byte[]> all = store.range(key(VERSION), key("version0"))) {
            all.forEachRemaining((KeyValue<Bytes, byte[]> one) -> found.add(versions.read(one.value)));
        }
        return found;
    }

    void put(StoredVersion now) {
        store.put(key(VERSION + now.getModel()), versions.write(now));
    }

    void deleteVersion(String model) {
        store.delete(key(VERSION + model));
    }

    void putRows(long block, List<StoredRow> now) {
        store.put(numbered(ROWS, block), rows.write(new RowBlock(now)));
    }

    /** The rows of a block; none where there is no such block. */
    List<StoredRow> rows(long block) {
        return read(numbered(ROWS, block), rows).map(RowBlock::getRows).orElse(List.of());
    }

    void deleteRows(long block) {
        store.delete(numbered(ROWS, block));
    }

    void putOutcomes(String model, long block, List<StoredOutcome> now) {
        store.put(outcomeKey(model, block), outcomes.write(new OutcomeBlock(now)));
    }

    /** The labelled predictions of a block; none where there is no such block. */
    List<StoredOutcome> outcomes(String model, long block) {
        return read(outcomeKey(model, block), outcomes)
                .map(OutcomeBlock::getOutcomes)
                .orElse(List.of());
    }

    void deleteOutcomes(String model, long block) {
        store.delete(outcomeKey(model, block));
    }

    private <T extends SpecificRecord> Optional<T> read(Bytes key, SingleObject<T> format) {
        return Optional.ofNullable(store.get(key)).map(format::read);
    }

    private static Bytes key(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A model's name holds no zero character. */
    private static Bytes outcomeKey(String model, long block) {
        return numbered(OUTCOMES + model + '\0', block);
    }

    private static Bytes numbered(String prefix, long number) {
        byte[] text = prefix.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(text.length + Long.BYTES)
                .put(text)
                .putLong(number)
                .array());
    }
}
