package io.headrace.features.app.topology;

import io.headrace.features.app.topology.FeatureMonitor.Input;
import io.headrace.schemas.topics.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** Reads topics: good records go on, keyed by event id at their event's or label's time; the others go to quarantine. */
record Inputs(StreamsBuilder builder, InputReaders readers, Topics topics, FeatureMonitor monitor) {

    /** Clean events and labels, each read once. */
    KStream<String, Arrival> arrivals() {
        return events().merge(labels(), Named.as("events-and-labels"));
    }

    KStream<String, Arrival> events() {
        return read("events", topics.clean(), Input.EVENT, readers.events(Arrival.Event::new));
    }

    KStream<String, Arrival> labels() {
        return read("labels", topics.labels(), Input.LABEL, readers.labels(Arrival.Given::new));
    }

    KStream<String, JoinInput> rows() {
        return read("rows", topics.features(), Input.ROW, readers.rows());
    }

    private <T> KStream<String, T> read(String name, String topic, Input input, IntakeReader<T> reader) {
        KStream<String, Intake<T>> intake = builder.stream(topic, source(name))
                .process(() -> new IntakeProcessor<>(input, reader, monitor), Named.as("read-" + name));
        intake.process(() -> new RefusedProcessor<T>(), Named.as("refused-" + name))
                .to(
                        topics.quarantine(),
                        Produced.<byte[], byte[]>as("quarantine-" + name)
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.ByteArray()));
        return intake.process(() -> new AcceptedProcessor<T>(), Named.as("accepted-" + name));
    }

    /** A record without a valid timestamp is no reason to stop: its time is in its value. */
    private static Consumed<byte[], byte[]> source(String name) {
        return Consumed.<byte[], byte[]>as(name)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(Serdes.ByteArray())
                .withTimestampExtractor((record, _) -> Math.max(0, record.timestamp()))
                .withOffsetResetPolicy(AutoOffsetReset.earliest());
    }
}
