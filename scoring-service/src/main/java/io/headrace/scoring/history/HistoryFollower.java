package io.headrace.scoring.history;

import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the history up to date: a thread that reads every partition of the history's topics, committed records only, from
 * the point the definition's windows need. Without a consumer group, because every instance needs all of it. After any
 * failure it begins again; the history takes a record it has already as no news.
 */
final class HistoryFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Records; fewer than an expiry looks at. */
    private static final int EXPIRE_EVERY = 500;

    private final HistoryTopics topics;
    private final Map<String, Object> kafka;
    private final Runnable caughtUp;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();

    /**
     * @param kafka the clients' settings
     * @param caughtUp told, once or more, when everything that was there at start is read
     */
    HistoryFollower(HistoryTopics topics, Map<String, Object> kafka, Runnable caughtUp) {
        this.topics = topics;
        this.kafka = kafka;
        this.caughtUp = caughtUp;
        this.thread =
                Thread.ofPlatform().name("headrace-scoring-history").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether the thread lives. */
    boolean alive() {
        return thread.isAlive();
    }

    /** Records taken in so far. */
    long accepted() {
        return accepted.get();
    }

    /** Records that could not be read. */
    long leftOut() {
        return leftOut.get();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed()) {
            try {
                follow();
            } catch (KafkaException | ExecutionException problem) {
                LOG.warn("the history's topics cannot be read; trying again in {} s", PAUSE.toSeconds(), problem);
                pause();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void follow() throws ExecutionException, InterruptedException {
        ReadingPlan plan;
        try (Admin admin = Admin.create(kafka)) {
            plan = ReadingPlan.of(admin, topics.lookBacks());
        }
        if (plan.from().isEmpty()) {
            caughtUp.run();
            closing.await();
            return;
        }
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(plan.from().keySet());
            plan.from().forEach(consumer::seek);
            Map<TopicPartition, Long> missing = new HashMap<>(plan.until());
            while (!closed()) {
                int taken = 0;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record);
                    if (++taken % EXPIRE_EVERY == 0) {
                        topics.expire();
                    }
                }
                topics.expire();
                if (!missing.isEmpty() && reached(consumer, missing)) {
                    LOG.info("the history has caught up: {} records", accepted.get());
                    caughtUp.run();
                }
            }
        }
    }

    private static boolean reached(Consumer<?, ?> consumer, Map<TopicPartition, Long> missing) {
        Collection<Map.Entry<TopicPartition, Long>> entries = missing.entrySet();
        entries.removeIf(entry -> consumer.position(entry.getKey()) >= entry.getValue());
        return missing.isEmpty();
    }

    /** A schema registry that does not answer is no fault of the record: it is waited for. */
    private void take(ConsumerRecord<byte[], byte[]> record) {
        while (!closed()) {
            try {
                (topics.accept(record) ? accepted : leftOut).incrementAndGet();
                return;
            } catch (SchemaRegistryUnavailable unavailable) {
                LOG.warn(
                        "{}-{}@{} waits for the schema registry: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        unavailable.getMessage());
                pause();
            }
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while waiting");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }
}
