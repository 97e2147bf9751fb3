package io.headrace.features.app.spread;

import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.output.WrittenExample;
import io.headrace.runtime.streams.intake.Intake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;

/** The topics of a simulated cluster, each with as many partitions; one is there as soon as it is asked for. */
final class SimulatedTopics {

    private final int partitions;
    private final Map<String, List<SimulatedPartition<Intake<FeatureInput>>>> inputs = new HashMap<>();
    private final Map<String, List<SimulatedPartition<Parcel>>> between = new HashMap<>();
    private final List<SimulatedPartition<byte[]>> rows;
    private final List<SimulatedPartition<byte[]>> examples;

    SimulatedTopics(int partitions) {
        this.partitions = partitions;
        this.rows = partitions();
        this.examples = partitions();
    }

    /** What others write: clean events, labels, events of a further stream, rows of a reference. */
    List<SimulatedPartition<Intake<FeatureInput>>> input(String topic) {
        return inputs.computeIfAbsent(topic, _ -> partitions());
    }

    /** What the app's own tasks send each other. */
    List<SimulatedPartition<Parcel>> between(String name) {
        return between.computeIfAbsent(name, _ -> partitions());
    }

    List<SimulatedPartition<byte[]>> rows() {
        return rows;
    }

    List<SimulatedPartition<byte[]>> examples() {
        return examples;
    }

    /** Somebody writes to an input. */
    void write(String topic, int partition, Intake.Accepted<FeatureInput> written) {
        input(topic).get(partition).add(new Record<>(written.id(), written, written.time()));
    }

    /** A row or an example was made. */
    void take(int partition, Record<Object, Object> made) {
        switch (made.value()) {
            case byte[] row -> rows.get(partition).add(made.withKey("").withValue(row));
            case WrittenExample example ->
                examples.get(partition).add(made.withKey("").withValue(example.bytes()));
            default -> throw new IllegalStateException("a row or an example was expected");
        }
    }

    /** A task reads an input. */
    SimulatedTask.Input<Intake<FeatureInput>> reading(String topic, int partition) {
        return new SimulatedTask.Input<>(input(topic).get(partition), topic, partition, false);
    }

    /** A task reads what others sent it. */
    SimulatedTask.Input<Parcel> readingBetween(String name, int partition) {
        return new SimulatedTask.Input<>(between(name).get(partition), "repartition", partition, true);
    }

    private <V> List<SimulatedPartition<V>> partitions() {
        return Stream.generate(SimulatedPartition<V>::new).limit(partitions).toList();
    }
}
