package io.headrace.benchmarks.latency;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Notes when a reader of committed predictions sees those of a run, on a thread of its own. */
final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String prefix;
    private final long[] nanos;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    /**
     * Reads from now on.
     *
     * @param prefix of the run's event ids, which end with the event's number
     */
    Arrivals(String bootstrapServers, String topic, String prefix, int events) {
        this.prefix = prefix;
        this.nanos = new long[events];
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.thread = new Thread(this::read, "arrivals");
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                records.forEach(record -> note(record.key(), now));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void note(@Nullable String id, long now) {
        if (id == null || !id.startsWith(prefix)) {
            return;
        }
        int event = Integer.parseInt(id.substring(prefix.length()));
        if (nanos[event] == 0) {
            nanos[event] = now;
            seen.incrementAndGet();
        } else {
            duplicates.incrementAndGet();
        }
    }

    /** Events whose prediction was seen. */
    int seen() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return seen.get();
    }

    int duplicates() {
        return duplicates.get();
    }

    /**
     * Times from when events were due to when their predictions were seen; those without one are left out. Only after {@link
     * #close}.
     */
    long[] since(long start, Schedule schedule) {
        return IntStream.range(schedule.firstCounted(), schedule.events())
                .filter(event -> nanos[event] != 0)
                .mapToLong(event -> nanos[event] - start - schedule.dueNanos(event))
                .toArray();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
