package io.headrace.scoring.loading;

import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.serving.Baseline;
import io.headrace.scoring.serving.KnownLabels;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.settings.ScoringSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
 * Keeps the announced baseline at what the labels known so far say, until the first model serves. Where silence means the
 * negative class it stays that class: for a while only given labels are known there, and nearly all of them are positives.
 * Safe for use by many threads.
 */
@Singleton
public final class AnnouncedBaseline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnnouncedBaseline.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final PipelineDefinition definition;
    private final Topics topics;
    private final KafkaSettings kafka;
    private final ModelSlot slot;
    private final Duration refresh;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final RecordIntake<Label> labels;
    private Optional<Consumer<byte[], byte[]>> examples = Optional.empty();
    private KnownLabels known = KnownLabels.none();

    AnnouncedBaseline(
            PipelineDefinition definition,
            Topics topics,
            KafkaSettings kafka,
            AvroSerdes serdes,
            ModelSlot slot,
            ScoringSettings settings) {
        this.refresh = settings.baselineRefresh();
        this.definition = definition;
        this.topics = topics;
        this.kafka = kafka;
        this.slot = slot;
        FeatureRecords records = new FeatureRecords(definition);
        this.labels = RecordIntake.ofMeaning(
                serdes.decoder(records.schemas().example()),
                new SizeLimit(topics.examples(), TopicLimits.EXAMPLES),
                records,
                example -> records.toExample(example).label());
    }

    /** Refreshes it again and again as the settings say, until a model serves. */
    void follow() {
        if (!refresh.isZero() && isOpen()) {
            Thread.ofVirtual().name("headrace-scoring-baseline").start(this::run);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        release();
    }

    private synchronized void release() {
        examples.ifPresent(Consumer::close);
        examples = Optional.empty();
    }

    private void run() {
        try {
            while (isOpen() && !closing.await(refresh.toMillis(), TimeUnit.MILLISECONDS)) {
                tryRefresh();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void tryRefresh() {
        try {
            refresh();
        } catch (KafkaException | SchemaRegistryUnavailable e) {
            LOG.warn("the announced baseline stays as it is for now: {}", e.getMessage());
        }
    }

    /** Whether labels still change it. */
    public boolean isOpen() {
        return slot.serving().version() == 0 && definition.labels().silence() == Labels.Silence.UNLABELLED;
    }

    /** Reads the examples that have come since the last time, and announces what they say. */
    public synchronized void refresh() {
        if (!isOpen()) {
            release();
            return;
        }
        try {
            List<Label> more = readOn(examples.orElseGet(this::open));
            if (!more.isEmpty()) {
                known = known.and(more);
                slot.announce(new Baseline(definition, known));
            }
        } catch (KafkaException | SchemaRegistryUnavailable e) {
            // Some may have been read and not counted: the next time begins anew.
            release();
            known = KnownLabels.none();
            throw e;
        }
    }

    private List<Label> readOn(Consumer<byte[], byte[]> consumer) {
        List<Label> more = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                // What cannot be read, or means something else, says nothing here; the trainer reports it.
                if (labels.read(record) instanceof Intake.Accepted<Label> accepted) {
                    more.add(accepted.value());
                }
            }
        }
        return more;
    }

    private Consumer<byte[], byte[]> open() {
        Map<String, Object> config = new HashMap<>(kafka.consumer());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        examples = Optional.of(consumer);
        List<TopicPartition> partitions = consumer.partitionsFor(topics.examples()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
