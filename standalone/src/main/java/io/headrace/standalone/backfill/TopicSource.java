package io.headrace.standalone.backfill;

import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Events;
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
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The raw topic of a pipeline, those of its further streams, and its labels, up to where they ended at the start; committed records only, without a consumer group, so
 * that nobody else notices.
 */
public final class TopicSource implements Source {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FETCH_BYTES = 4 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Topic> topics;
    private final Lanes lanes;
    private final Map<TopicPartition, Long> ends;
    private final List<Incoming> ended = new ArrayList<>();
    private final LabelsTopic labels;
    private final long now;
    private final long all;
    private long read;

    /**
     * One that is read.
     *
     * @param lane of its first partition
     */
    private record Topic(int lane, RecordIntake<GenericRecord> intake) {

        static RecordIntake<GenericRecord> intake(Events events, String clean, AvroSerdes serdes) {
            return RecordIntake.ofEvents(
                    serdes.decoder(events.schema()),
                    new SizeLimit(clean, TopicLimits.CLEAN),
                    new EventFields(events),
                    (event, _) -> event);
        }
    }

    private TopicSource(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<String, Topic> topics,
            Lanes lanes,
            LabelsTopic labels,
            Map<TopicPartition, Long> ends,
            long now) {
        this.consumer = consumer;
        this.topics = topics;
        this.lanes = lanes;
        this.labels = labels;
        this.ends = ends;
        this.now = now;
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
        List<String> raw = new ArrayList<>(List.of(running.raw()));
        definition.streams().forEach(stream -> raw.add(running.raw(stream)));
        Map<TopicPartition, Long> ends = fromTheBeginning(consumer, raw);
        LabelsTopic labels = LabelsTopic.open(bootstrapServers, running, definition, serdes, now);
        SortedMap<String, Integer> streams = new TreeMap<>();
        definition.streams().forEach(stream -> streams.put(stream.name(), partitions(ends, running.raw(stream))));
        Lanes lanes = new Lanes(partitions(ends, running.raw()), streams);
        Map<String, Topic> topics = new HashMap<>();
        topics.put(running.raw(), new Topic(0, Topic.intake(definition.events(), running.clean(), serdes)));
        for (EventStream stream : definition.streams()) {
            topics.put(
                    running.raw(stream),
                    new Topic(
                            lanes.first(stream.name()), Topic.intake(stream.events(), running.clean(stream), serdes)));
        }
        return new TopicSource(consumer, topics, lanes, labels, ends, now);
    }

    private static int partitions(Map<TopicPartition, Long> ends, String topic) {
        return (int) ends.keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .count();
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

    /** Where the topics' partitions end; the consumer is at their beginnings. */
    static Map<TopicPartition, Long> fromTheBeginning(KafkaConsumer<?, ?> consumer, List<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new HashMap<>(consumer.endOffsets(partitions));
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public List<Incoming> next(int most) {
        List<Incoming> next = new ArrayList<>(ended);
        ended.clear();
        while (next.isEmpty() && !ends.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() < end) {
                    Topic topic = topic(record.topic());
                    next.add(new Incoming.Event(
                            topic.lane() + record.partition(),
                            arrived(record),
                            () -> topic.intake().read(record)));
                    read++;
                }
            }
            List.copyOf(ends.keySet()).forEach(this::endIfRead);
            next.addAll(ended);
            ended.clear();
        }
        return next;
    }

    private Topic topic(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw new IllegalStateException(name + " is not among " + topics.keySet());
        }
        return topic;
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
            ended.add(new Incoming.End(topic(partition.topic()).lane() + partition.partition()));
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
