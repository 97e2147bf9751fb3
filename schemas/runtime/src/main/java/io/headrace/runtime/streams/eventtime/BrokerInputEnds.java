package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker, in a thread of its own, for all partitions in question at once. Safe for use by many threads.
 */
public final class BrokerInputEnds implements InputEnds, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerInputEnds.class);

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    /** A marker may come behind what was read, of a transaction that was aborted: seldom, so it is looked for less often. */
    private static final long MARKERS_AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    /** Of what is there, the first batch is enough to know that something is. */
    private static final int LITTLE_BYTES = 1 << 10;

    /**
     * What lies behind a record.
     *
     * @param position up to there nothing but markers; behind the record where something does
     * @param at nanoseconds
     */
    private record Behind(long lastOffset, long position, long at) {}

    private final Map<String, Object> kafka;
    private final ObservedEnds observed = new ObservedEnds();
    private final Map<TopicPartition, Behind> behind = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final ExecutorService thread;
    private @Nullable Consumer<byte[], byte[]> consumer;

    /** @param kafka consumer settings */
    public BrokerInputEnds(String app, Map<String, Object> kafka) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A question that is out holds up the next: where there is nothing, that is to be said at once.
        this.kafka.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) LOOK.toMillis());
        this.kafka.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LITTLE_BYTES);
        this.kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(app + "-input-ends").factory());
    }

    @Override
    public long position(TopicPartition partition, long lastOffset) {
        Optional<Behind> known =
                Optional.ofNullable(behind.get(partition)).filter(one -> one.lastOffset() == lastOffset);
        if (known.filter(one -> System.nanoTime() - one.at() < MARKERS_AGAIN_NANOS)
                .isEmpty()) {
            positions.put(partition, lastOffset);
            ask();
        }
        return known.map(Behind::position).orElse(lastOffset + 1);
    }

    @Override
    public long idleAt(TopicPartition partition, long position, Duration quietFor, long now) {
        // As often as someone waits for it, and so seldom that one answer is for all who do.
        if (now - observed.seenAt(partition) >= Announcer.TICK.toMillis()) {
            ends.putIfAbsent(partition, now);
            ask();
        }
        return observed.idleAt(partition, position, quietFor);
    }

    @Override
    public void close() {
        thread.execute(this::closeConsumer);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("{} did not stop within 10 s", this);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        if (!thread.isShutdown() && asking.compareAndSet(false, true)) {
            thread.execute(this::answer);
        }
    }

    private void answer() {
        // What is asked for from now on is for the next time.
        asking.set(false);
        Map<TopicPartition, Long> read = taken(positions);
        Map<TopicPartition, Long> asked = taken(ends);
        Set<TopicPartition> all = new HashSet<>(asked.keySet());
        all.addAll(read.keySet());
        try {
            Map<TopicPartition, Long> found = consumer().endOffsets(all);
            asked.forEach(
                    (partition, at) -> observed.see(partition, found.getOrDefault(partition, Long.MAX_VALUE), at));
            read.forEach((partition, lastOffset) ->
                    look(partition, lastOffset, found.getOrDefault(partition, Long.MAX_VALUE)));
        } catch (KafkaException unanswered) {
            LOG.debug("the broker does not say where {} end", all, unanswered);
        }
    }

    private static Map<TopicPartition, Long> taken(Map<TopicPartition, Long> questions) {
        Map<TopicPartition, Long> taken = Map.copyOf(questions);
        taken.forEach(questions::remove);
        return taken;
    }

    private void look(TopicPartition partition, long lastOffset, long end) {
        long at = System.nanoTime();
        Behind known = behind.get(partition);
        boolean isKnown = known != null && known.lastOffset() == lastOffset && known.position() >= end;
        boolean isEmpty = isKnown || lastOffset + 1 >= end || isEmptyBehind(partition, lastOffset, end);
        behind.put(partition, new Behind(lastOffset, isEmpty ? Math.max(lastOffset + 1, end) : lastOffset + 1, at));
    }

    private boolean isEmptyBehind(TopicPartition partition, long lastOffset, long end) {
        Consumer<byte[], byte[]> probe = consumer();
        probe.assign(List.of(partition));
        if (lastOffset == InputClock.NOTHING_READ) {
            probe.seekToBeginning(List.of(partition));
        } else {
            probe.seek(partition, lastOffset + 1);
        }
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (probe.position(partition) < end) {
            if (!probe.poll(LOOK).isEmpty() || System.nanoTime() > giveUp) {
                return false;
            }
        }
        return true;
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = open;
        }
        return open;
    }

    private void closeConsumer() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
