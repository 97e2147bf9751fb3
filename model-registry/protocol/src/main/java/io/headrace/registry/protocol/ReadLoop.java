package io.headrace.registry.protocol;

import io.headrace.registry.protocol.view.RegistryEntry;
import io.headrace.registry.protocol.view.RegistryState;
import io.headrace.registry.protocol.view.RegistryView;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry reader's thread. */
final class ReadLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadLoop.class);

    /** The topic has one partition: changes of the registry have one order. */
    static final TopicPartition MODELS = new TopicPartition(Topics.MODELS, 0);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final Deserializer<RegistryRecord> deserializer;
    private final java.util.function.Consumer<RegistryEntry> listener;
    private final RegistryState state = new RegistryState();
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final AtomicLong unusable = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Object consumerLock = new Object();
    private volatile RegistryView view = RegistryView.empty();
    private volatile boolean reachedEnd;
    private volatile Runnable wakeup = () -> {};

    ReadLoop(KafkaClients clients, AvroSerdes serdes, java.util.function.Consumer<RegistryEntry> listener) {
        this.clients = clients;
        this.deserializer = serdes.specific(RegistryRecord.class).deserializer();
        this.listener = listener;
        waiters.add(new Waiter(Waiter.UNKNOWN)); // so that the first end is noticed with nobody asking
    }

    RegistryView view() {
        return view;
    }

    boolean reachedEnd() {
        return reachedEnd;
    }

    long unusableRecords() {
        return unusable.get();
    }

    /** Completes when all that is visible now was read; fails when the loop stops. */
    CompletableFuture<Void> caughtUp() {
        return add(new Waiter(Waiter.UNKNOWN));
    }

    /** Completes when everything before an offset was read; fails when the loop stops. */
    CompletableFuture<Void> reached(long end) {
        return add(new Waiter(end));
    }

    private CompletableFuture<Void> add(Waiter waiter) {
        waiters.add(waiter);
        if (isStopped()) {
            waiter.done.completeExceptionally(new IllegalStateException("stopped"));
        }
        synchronized (consumerLock) {
            wakeup.run();
        }
        return waiter.done;
    }

    void stop() {
        stopped.countDown();
        synchronized (consumerLock) {
            wakeup.run();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void run() {
        long position = 0;
        while (!isStopped()) {
            try (Consumer<String, byte[]> consumer = clients.consumer("headrace-registry-reader")) {
                open(consumer, position);
                try {
                    while (!isStopped()) {
                        position = step(consumer);
                    }
                } finally {
                    forget();
                }
            } catch (SchemaRegistryUnavailable e) {
                LOG.debug("Stopped while the schema registry did not answer");
            } catch (KafkaException e) {
                LOG.warn("Reading {} failed; trying again from offset {}: {}", MODELS, position, e.getMessage());
                pause();
            }
        }
        waiters.forEach(waiter -> waiter.done.completeExceptionally(new IllegalStateException("stopped")));
    }

    private void open(Consumer<String, byte[]> consumer, long position) {
        consumer.assign(List.of(MODELS));
        if (position == 0) {
            consumer.seekToBeginning(List.of(MODELS));
        } else {
            consumer.seek(MODELS, position);
        }
        synchronized (consumerLock) {
            wakeup = consumer::wakeup;
        }
    }

    private void forget() {
        synchronized (consumerLock) {
            wakeup = () -> {};
        }
    }

    /** One round: see what is waited for, read, take in, tell. */
    private long step(Consumer<String, byte[]> consumer) {
        try {
            findEnd(consumer);
            answerWaiters(consumer.position(MODELS));
            List<RegistryEntry> changes = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                take(record).ifPresent(changes::add);
            }
            view = state.view();
            changes.forEach(this::tell);
            answerWaiters(consumer.position(MODELS));
        } catch (WakeupException e) {
            LOG.trace("Woken to look at who waits");
        }
        return consumer.position(MODELS);
    }

    private void findEnd(Consumer<String, byte[]> consumer) {
        waiters.removeIf(waiter -> waiter.done.isDone());
        List<Waiter> open =
                waiters.stream().filter(waiter -> waiter.end == Waiter.UNKNOWN).toList();
        if (!open.isEmpty()) {
            // Of a read_committed consumer this is the end of what is visible, where the oldest open transaction
            // begins.
            long end = consumer.endOffsets(List.of(MODELS), END_TIMEOUT).getOrDefault(MODELS, 0L);
            open.forEach(waiter -> waiter.end = end);
        }
    }

    private void answerWaiters(long position) {
        for (Waiter waiter : waiters) {
            if (waiter.end != Waiter.UNKNOWN && position >= waiter.end) {
                reachedEnd = true;
                waiter.done.complete(null);
            }
        }
    }

    private Optional<RegistryEntry> take(ConsumerRecord<String, byte[]> record) {
        try {
            @Nullable RegistryRecord decoded = record.value() == null ? null : decode(record.value());
            return state.apply(Objects.requireNonNullElse(record.key(), ""), decoded, record.offset());
        } catch (SerializationException | IllegalArgumentException e) {
            unusable.incrementAndGet();
            LOG.warn("Skipped {}@{}: {}", MODELS, record.offset(), e.getMessage());
            return Optional.empty();
        }
    }

    private RegistryRecord decode(byte[] value) {
        while (true) {
            try {
                return deserializer.deserialize(MODELS.topic(), value);
            } catch (SchemaRegistryUnavailable e) {
                LOG.warn("The schema registry does not answer; asking again: {}", e.getMessage());
                pause();
                if (isStopped()) {
                    throw e;
                }
            }
        }
    }

    private void tell(RegistryEntry entry) {
        try {
            listener.accept(entry);
        } catch (RuntimeException e) {
            LOG.error("A listener failed on {}", entry.provenance(), e);
        }
    }

    private void pause() {
        try {
            boolean ended = stopped.await(BEFORE_RETRY.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("Paused, stopped: {}", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    /** Someone who wants the topic to be read up to an offset. */
    private static final class Waiter {

        static final long UNKNOWN = -1;

        private final CompletableFuture<Void> done = new CompletableFuture<>();

        /** The offset; found by the reader's thread where it is {@link #UNKNOWN}. */
        private volatile long end;

        Waiter(long end) {
            this.end = end;
        }
    }
}
