package io.headrace.monitor.join;

import io.headrace.monitor.avro.StoredProgress;
import io.headrace.monitor.stored.SingleObject;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputClock;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.time.PartitionClock;
import io.headrace.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How far a partition has come: its rows that met their predictions, and its labels; and how far its topics were read. In a
 * partition whose rows are in the order of time no row to come is earlier than the first; and no label counts earlier than the
 * lesser of both, since what a label is about was predicted before. One thread.
 */
final class JoinProgress {

    /** Markers behind the last records are looked for where nothing has come for so long: well before that counts as idle. */
    private static final long QUIET_MS = 2 * Announcer.TICK.toMillis();

    private static final String SECTION = "join-progress";
    private static final Bytes KEY = Bytes.wrap("progress".getBytes(StandardCharsets.US_ASCII));

    private final SingleObject<StoredProgress> format = new SingleObject<>(StoredProgress.class);
    private final CommitStore store;
    private final List<TopicPartition> inputs;
    private final InputEnds ends;
    private final PartitionClock rows;
    private final PartitionClock labels;
    private final Map<String, Long> offsets = new HashMap<>();
    private final WaitingEvents waiting;
    private final Announcer rowsAnnouncer;
    private final Announcer labelsAnnouncer;
    private long readAt;
    private boolean isChanged;

    JoinProgress(TaskStore state, ProcessorContext<?, ?> context, Topics topics, Pacing pacing) {
        int partition = context.taskId().partition();
        store = state.values(SECTION);
        inputs = Pacing.inputs(topics, partition);
        ends = pacing.ends();
        Optional<StoredProgress> stored = Optional.ofNullable(store.get(KEY)).map(format::read);
        rows = clock(stored.map(StoredProgress::getRows));
        labels = clock(stored.map(StoredProgress::getLabels));
        stored.ifPresent(progress -> offsets.putAll(progress.getOffsets()));
        waiting = stored.map(
                        progress -> new WaitingEvents(progress.getAwaitingCounterpart(), progress.getAwaitingLabel()))
                .orElseGet(() -> new WaitingEvents(0, 0));
        long now = context.currentSystemTimeMs();
        readAt = now;
        rowsAnnouncer = new Announcer(pacing.rule(), now);
        labelsAnnouncer = new Announcer(pacing.rule(), now);
        store.beforeCommit(this::write);
    }

    /**
     * A record was read.
     *
     * @param now epoch milliseconds by the wall clock
     */
    void read(String topic, long offset, long now) {
        readAt = now;
        offsets.put(topic, offset);
        isChanged = true;
    }

    /** A row has met its prediction; gives the time at which it counts, epoch milliseconds. */
    long scored(long eventTime) {
        rows.see(eventTime);
        return Math.max(eventTime, rows.now());
    }

    /**
     * A label was read; gives the earliest time at which it can count, epoch milliseconds.
     *
     * @param sure event time that the labels have come to for sure when this one comes, epoch milliseconds
     */
    long labelled(long sure) {
        labels.see(sure);
        return labelsWatermark();
    }

    /** How many events wait: kept here, to be changed by whoever has them wait. */
    WaitingEvents waiting() {
        return waiting;
    }

    /** Event time, epoch milliseconds. */
    long now() {
        return Math.max(rows.now(), labels.now());
    }

    /** How far rows have come. */
    Mark rowsMark(long now) {
        return new Mark(rows.now(), positions(now));
    }

    /** How far labels have come. */
    Mark labelsMark(long now) {
        return new Mark(labelsWatermark(), positions(now));
    }

    Optional<Mark> rowsTick(long now) {
        return rowsAnnouncer.tick(rowsMark(now), now);
    }

    Optional<Mark> labelsTick(long now) {
        return labelsAnnouncer.tick(labelsMark(now), now);
    }

    private long labelsWatermark() {
        return Math.min(rows.now(), labels.now());
    }

    private List<Long> positions(long now) {
        boolean isQuiet = now - readAt >= QUIET_MS;
        return inputs.stream()
                .map(input -> {
                    long last = offsets.getOrDefault(input.topic(), InputClock.NOTHING_READ);
                    return isQuiet ? ends.position(input, last) : last + 1;
                })
                .toList();
    }

    private void write() {
        if (isChanged) {
            store.put(
                    KEY,
                    format.write(new StoredProgress(
                            ByteBuffer.wrap(rows.toBytes()),
                            ByteBuffer.wrap(labels.toBytes()),
                            offsets,
                            waiting.forCounterparts(),
                            waiting.forLabels())));
            isChanged = false;
        }
    }

    private static PartitionClock clock(Optional<ByteBuffer> stored) {
        return stored.map(bytes -> PartitionClock.read(SingleObject.bytes(bytes)))
                .orElseGet(PartitionClock::new);
    }
}
