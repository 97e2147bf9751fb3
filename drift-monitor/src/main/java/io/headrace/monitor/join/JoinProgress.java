package io.headrace.monitor.join;

import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputClock;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.schemas.time.PartitionClock;
import io.headrace.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * How far a partition has come: its rows that met their predictions, and its labels; and how far its topics were read. In a
 * partition whose rows are in the order of time no row to come is earlier than the first; and no label counts earlier than the
 * lesser of both, since what a label is about was predicted before. One thread.
 */
final class JoinProgress {

    private static final String STORE = "join-progress";
    private static final String ROWS = "rows";
    private static final String LABELS = "labels";
    private static final String OFFSET_OF = "offset/";

    private final KeyValueStore<String, byte[]> store;
    private final List<TopicPartition> inputs;
    private final InputEnds ends;
    private final PartitionClock rows;
    private final PartitionClock labels;
    private final Map<String, Long> offsets = new HashMap<>();
    private final Announcer rowsAnnouncer;
    private final Announcer labelsAnnouncer;

    JoinProgress(ProcessorContext<?, ?> context, Topics topics, Pacing pacing) {
        int partition = context.taskId().partition();
        store = context.getStateStore(STORE);
        inputs = List.of(
                new TopicPartition(topics.features(), partition),
                new TopicPartition(topics.predictions(), partition),
                new TopicPartition(topics.examples(), partition));
        ends = pacing.ends();
        rows = clock(ROWS);
        labels = clock(LABELS);
        inputs.forEach(input -> {
            byte[] stored = store.get(OFFSET_OF + input.topic());
            offsets.put(
                    input.topic(),
                    stored == null
                            ? InputClock.NOTHING_READ
                            : ByteBuffer.wrap(stored).getLong());
        });
        long now = context.currentSystemTimeMs();
        rowsAnnouncer = new Announcer(pacing.rule(), now);
        labelsAnnouncer = new Announcer(pacing.rule(), now);
    }

    static StoreBuilder<?> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    /** A record was read. */
    void read(String topic, long offset) {
        offsets.put(topic, offset);
        store.put(
                OFFSET_OF + topic,
                ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }

    /** A row has met its prediction; gives the time at which it counts, epoch milliseconds. */
    long scored(long eventTime) {
        return see(ROWS, rows, eventTime);
    }

    /** A label was read that became known at this time; gives the earliest at which it can count, epoch milliseconds. */
    long labelled(long labelTime) {
        return see(LABELS, labels, labelTime);
    }

    /** Event time, epoch milliseconds. */
    long now() {
        return Math.max(rows.now(), labels.now());
    }

    Optional<Mark> rowsWake(long now) {
        return rowsAnnouncer.wake(rows.now(), now);
    }

    Optional<Mark> labelsWake(long now) {
        return labelsAnnouncer.wake(labelsWatermark(), now);
    }

    Optional<Mark> rowsTick(long now) {
        return rowsAnnouncer.tick(rows.now(), this::isAtEnd, now);
    }

    Optional<Mark> labelsTick(long now) {
        return labelsAnnouncer.tick(labelsWatermark(), this::isAtEnd, now);
    }

    private long labelsWatermark() {
        return Math.min(rows.now(), labels.now());
    }

    /** All are asked each time: answers take a while, and are good for a while only. */
    private boolean isAtEnd() {
        boolean all = true;
        for (TopicPartition input : inputs) {
            all &= ends.isAtEnd(input, offsets.getOrDefault(input.topic(), InputClock.NOTHING_READ));
        }
        return all;
    }

    private long see(String key, PartitionClock clock, long time) {
        clock.see(time);
        store.put(key, clock.toBytes());
        return Math.max(time, clock.now());
    }

    private PartitionClock clock(String key) {
        byte[] stored = store.get(key);
        return stored == null ? new PartitionClock() : PartitionClock.read(stored);
    }
}
