package io.headrace.features.app.intake;

import io.headrace.features.app.intake.FeatureMonitor.Input;
import io.headrace.schemas.topics.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** Reads topics: good records go on, keyed by event id at their event's or label's time; the others go to quarantine. */
public record Inputs(StreamsBuilder builder, InputReaders readers, Topics topics, FeatureMonitor monitor) {

    /** A record without a valid timestamp is no reason to stop: its time is in its value. */
    private static final TimestampExtractor TOLERANT = (record, _) -> Math.max(0, record.timestamp());

    /** Clean events. */
    public KStream<String, Intake<Arrival>> events() {
        return read("events", topics.clean(), Input.EVENT, readers.events(), TOLERANT);
    }

    /** Labels. */
    public KStream<String, Intake<Arrival>> labels() {
        return read("labels", topics.labels(), Input.LABEL, readers.labels(), TOLERANT);
    }

    /** Labels for a task that also reads the events: Kafka Streams takes both in the order of time as far as both have come. */
    public KStream<String, Intake<Arrival>> labelsBesideEvents() {
        return read("labels", topics.labels(), Input.LABEL, readers.labels(), readers.labelOrder());
    }

    private KStream<String, Intake<Arrival>> read(
            String name, String topic, Input input, IntakeReader<Arrival> reader, TimestampExtractor order) {
        KStream<String, Intake<Arrival>> intake = builder.stream(topic, source(name, order))
                .process(() -> new IntakeProcessor<>(input, reader, monitor), Named.as("read-" + name));
        intake.process(() -> new RefusedProcessor<Arrival>(), Named.as("refused-" + name))
                .to(
                        topics.quarantine(),
                        Produced.<byte[], byte[]>as("quarantine-" + name)
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.ByteArray()));
        return intake;
    }

    private static Consumed<byte[], byte[]> source(String name, TimestampExtractor order) {
        return Consumed.<byte[], byte[]>as(name)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(Serdes.ByteArray())
                .withTimestampExtractor(order)
                .withOffsetResetPolicy(AutoOffsetReset.earliest());
    }
}
