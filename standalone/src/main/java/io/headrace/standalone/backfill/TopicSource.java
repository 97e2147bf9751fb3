package io.headrace.standalone.backfill;

import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The raw topic of a pipeline, and its labels, up to where they ended at the start; committed records only, without a consumer group, so
 * that nobody else notices.
 */
public final class TopicSource implements Source {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FETCH_BYTES = 4 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordIntake<GenericRecord> intake;
    private final Map<TopicPartition, Long> ends;
    private final List<Incoming> ended = new ArrayList<>();
    private final LabelsTopic labels;
    private final long now;
    private final int partitions;
    private final long all;
    private long read;

    private TopicSource(
            KafkaConsumer<byte[], byte[]> consumer,
            RecordIntake<GenericRecord> intake,
            LabelsTopic labels,
            Map<TopicPartition, Long> ends,
            long now) {
        this.consumer = consumer;
        this.intake = intake;
        this.labels = labels;
        this.ends = ends;
        this.now = now;
        this.partitions = ends.size();
        this.all = ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - consumer.position(end.getKey()))
                .sum();
        List.copyOf(ends.keySet()).forEach(this::endIfRead);
    }

    /**
     * Opens the topics of a running pipeline.
     *
     * @param running its name is that of the topics
     * @param definition what the events are read with
     * @param serdes of the running pipeline's schema registry
     * @param now epoch milliseconds by the wall clock
     */
    public static TopicSource open(
            String bootstrapServers, Topics running, PipelineDefinition definition, AvroSerdes serdes, long now) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers);
        // The ends of the labels are asked for last: those that were there beside the events are then among them.
        Map<TopicPartition, Long> ends = fromTheBeginning(consumer, running.raw());
        LabelsTopic labels = LabelsTopic.open(bootstrapServers, running, definition, serdes, now);
        RecordIntake<GenericRecord> intake = RecordIntake.ofEvents(
                serdes.decoder(definition.events().schema()),
                new SizeLimit(running.clean(), TopicLimits.CLEAN),
                new EventFields(definition.events()),
                (event, _) -> event);
        return new TopicSource(consumer, intake, labels, ends, now);
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("max.partition.fetch.bytes", FETCH_BYTES);
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", 16_384);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Where the topic's partitions end; the consumer is at their beginnings. */
    static Map<TopicPartition, Long> fromTheBeginning(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new HashMap<>(consumer.endOffsets(partitions));
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public List<Incoming> next(int most) {
        List<Incoming> next = new ArrayList<>(ended);
        ended.clear();
        while (next.isEmpty() && !ends.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end) {
                    next.add(new Incoming.Event(record.partition(), arrived(record), () -> read(record)));
                    read++;
                }
            }
            List.copyOf(ends.keySet()).forEach(this::endIfRead);
            next.addAll(ended);
            ended.clear();
        }
        return next;
    }

    private Intake<GenericRecord> read(ConsumerRecord<byte[], byte[]> record) {
        return intake.read(record);
    }

    /** As cleaning has it: where the broker did not stamp it, it came before it is read. */
    private long arrived(ConsumerRecord<byte[], byte[]> record) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME ? record.timestamp() : now;
    }

    private void endIfRead(TopicPartition partition) {
        Long end = ends.get(partition);
        if (end != null && consumer.position(partition) >= end) {
            ends.remove(partition);
            consumer.pause(List.of(partition));
            ended.add(new Incoming.End(partition.partition()));
        }
    }

    /** By offsets, of which transactions take some. */
    @Override
    public double share() {
        return ends.isEmpty() || all == 0 ? 1 : Math.min(1, (double) read / all);
    }

    @Override
    public LabelsBeside labels() {
        return labels;
    }

    @Override
    public SortedMap<String, Long> refusedLabels() {
        return labels.refused();
    }

    @Override
    public void close() {
        consumer.close();
        labels.close();
    }
}
