package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
 * Asks the broker, in a thread of its own. Behind the last record there may still be markers of transactions, so what lies there
 * is read: offsets alone would not tell. Safe for use by many threads.
 */
public final class BrokerInputEnds implements InputEnds, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerInputEnds.class);

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    /** An answer says how it was; soon after it is asked again. */
    private static final long FRESH_NANOS = Duration.ofMillis(200).toNanos();

    /**
     * Until the new answer has come the last one holds, but no longer than that: without one, an idle source would take back again and
     * again that it is idle, and each time all that wait for it would wait anew.
     */
    private static final long HOLDS_NANOS = Duration.ofSeconds(1).toNanos();

    private record Answer(long lastOffset, boolean atEnd, long at) {

        boolean isWithin(long nanos) {
            return System.nanoTime() - at < nanos;
        }
    }

    private final Map<String, Object> kafka;
    private final Map<TopicPartition, Answer> answers = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> asked = new ConcurrentHashMap<>();
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
        this.kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(app + "-input-ends").factory());
    }

    @Override
    public boolean isAtEnd(TopicPartition partition, long lastOffset) {
        Optional<Answer> known =
                Optional.ofNullable(answers.get(partition)).filter(answer -> answer.lastOffset() == lastOffset);
        if (known.filter(answer -> answer.isWithin(FRESH_NANOS)).isEmpty()
                && asked.putIfAbsent(partition, lastOffset) == null
                && !thread.isShutdown()) {
            thread.execute(() -> answer(partition, lastOffset));
        }
        return known.filter(answer -> answer.isWithin(HOLDS_NANOS) && answer.atEnd())
                .isPresent();
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

    private void answer(TopicPartition partition, long lastOffset) {
        long asOf = System.nanoTime();
        try {
            answers.put(partition, new Answer(lastOffset, isEmptyBehind(partition, lastOffset), asOf));
        } catch (KafkaException unanswered) {
            LOG.debug("the broker does not say where {} ends", partition, unanswered);
        } finally {
            asked.remove(partition);
        }
    }

    private boolean isEmptyBehind(TopicPartition partition, long lastOffset) {
        Consumer<byte[], byte[]> probe = consumer();
        probe.assign(List.of(partition));
        long end = probe.endOffsets(List.of(partition)).getOrDefault(partition, Long.MAX_VALUE);
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
