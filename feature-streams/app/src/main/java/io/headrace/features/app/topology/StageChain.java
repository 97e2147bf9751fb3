package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/** The stages one after the other, each behind a repartition topic by its key; those that learn come first. */
final class StageChain {

    private final FeatureProgram program;
    private final StageSerdes serdes;
    private final int partitions;
    private final List<Stage> stages;

    StageChain(FeatureProgram program, StageSerdes serdes, int partitions) {
        this.program = program;
        this.serdes = serdes;
        this.partitions = partitions;
        this.stages = program.stages().stream()
                .sorted(Comparator.comparingInt(stage -> stage.learns() ? 0 : 1))
                .toList();
    }

    boolean learns() {
        return !stages.isEmpty() && stages.getFirst().learns();
    }

    /** What goes into the first stage where some stage learns: events, each followed by its label. */
    KStream<String, StageInput> withLabels(KStream<String, Arrival> arrivals, LabelRules rules) {
        return arrivals.process(
                new Stateful<>(() -> new LearningProcessor(program, rules), AwaitedStore.Names.OF_LEARNING.builders()),
                Named.as("meet-labels"));
    }

    /** What goes into the first stage where none learns. */
    KStream<String, StageInput> withoutLabels(KStream<String, Arrival> events) {
        return events.mapValues(
                arrival -> switch (arrival) {
                    case Arrival.Event(var event) -> new StageInput.Travelling(event, program.blank());
                    case Arrival.Given _ -> throw new IllegalStateException("no stage learns from labels");
                },
                Named.as("to-stages"));
    }

    /** What comes out of the last stage: events with all answers. */
    KStream<String, StageInput> answer(KStream<String, StageInput> inputs) {
        KStream<String, StageInput> through = inputs;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            boolean labelsGoOn = i + 1 < stages.size() && stages.get(i + 1).learns();
            through = through.process(() -> new ToEntity(stage, program), Named.as("to-" + stage))
                    .repartition(
                            repartitioned(stage.name(), stage.learns() ? serdes.eventsAndLabels() : serdes.events()))
                    .process(
                            new Stateful<>(() -> new StageProcessor(stage, labelsGoOn), EntityStates.stores(stage)),
                            Named.as("stage-" + stage));
        }
        return through;
    }

    <T> Repartitioned<String, T> repartitioned(String name, Serde<T> values) {
        return Repartitioned.with(Serdes.String(), values).withName(name).withNumberOfPartitions(partitions);
    }
}
