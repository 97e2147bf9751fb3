package io.headrace.features.app.spread;

import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.state.EntityStates;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What each task of the feature app does by a definition: what it reads, and where what it makes goes.
 *
 * @param spreading as a process has it that begins
 */
record SimulatedApp(
        RowsProcessor.Means means,
        EntityOwners owners,
        Topics names,
        Supplier<Spreading> spreading,
        SimulatedTopics topics,
        SimulatedWire wire) {

    private static final String TO_STAGES = "events-to-stages";
    private static final String LEARNED_TO_STAGES = "learned-to-stages";
    private static final String EVENTS_TO_ROWS = "events-to-rows";
    private static final String LABELS_TO_ROWS = "labels-to-rows";
    private static final String EVENTS_TO_LEARN = "events-to-learn";
    private static final String LABELS_TO_LEARN = "labels-to-learn";
    private static final String ANSWERS = "answers";

    FeatureProgram program() {
        return means.program();
    }

    boolean learns() {
        return Spreading.Feeding.of(program()).learns();
    }

    SimulatedTask.Work<String, Intake<FeatureInput>, String, Outgoing> events(int number) {
        return source(
                () -> new EventSource(means, spreading.get(), FeatureListener.NONE),
                names.clean(),
                number,
                Map.of(Target.STAGES, TO_STAGES, Target.ROWS, EVENTS_TO_ROWS, Target.LEARNING, EVENTS_TO_LEARN));
    }

    SimulatedTask.Work<String, Intake<FeatureInput>, String, Outgoing> labels(int number) {
        return source(
                () -> new LabelSource(spreading.get()),
                names.labels(),
                number,
                Map.of(Target.ROWS, LABELS_TO_ROWS, Target.LEARNING, LABELS_TO_LEARN));
    }

    SimulatedTask.Work<String, Intake<FeatureInput>, String, Outgoing> reference(Reference reference, int number) {
        return beside(() -> new ReferenceSource(reference, spreading.get()), names.reference(reference.name()), number);
    }

    SimulatedTask.Work<String, Intake<FeatureInput>, String, Outgoing> stream(EventStream stream, int number) {
        return beside(() -> new StreamSource(stream, means, spreading.get()), names.clean(stream), number);
    }

    SimulatedTask.Work<String, Parcel, String, Outgoing> learning(int number) {
        return new SimulatedTask.Work<>(
                () -> new LearningProcessor(
                        program(),
                        means.rules().withoutSilence(),
                        means.parcels(),
                        spreading.get(),
                        FeatureListener.NONE),
                LearningProcessor.STORE,
                reading(List.of(EVENTS_TO_LEARN, LABELS_TO_LEARN), number),
                record -> send(record, Map.of(Target.STAGES, LEARNED_TO_STAGES)));
    }

    SimulatedTask.Work<String, Parcel, String, Parcel> stages(int number) {
        List<String> from = new ArrayList<>(List.of(TO_STAGES));
        if (learns()) {
            from.add(LEARNED_TO_STAGES);
        }
        program().streams().forEach(stream -> from.add(toStages(names.clean(stream))));
        program().references().forEach(reference -> from.add(toStages(names.reference(reference.name()))));
        return new SimulatedTask.Work<>(
                () -> new StagesProcessor(means, spreading.get(), FeatureListener.NONE, owners),
                EntityStates.STORE,
                reading(from, number),
                record -> write(record.value(), ANSWERS));
    }

    SimulatedTask.Work<String, Parcel, Object, Object> rows(int number) {
        return new SimulatedTask.Work<>(
                () -> new RowsProcessor(means, spreading.get(), FeatureListener.NONE),
                SpreadTopology.ROWS,
                reading(List.of(EVENTS_TO_ROWS, LABELS_TO_ROWS, ANSWERS), number),
                record -> List.of(() -> topics.take(number, record)));
    }

    /** What is read beside events and labels goes to the stages alone. */
    private SimulatedTask.Work<String, Intake<FeatureInput>, String, Outgoing> beside(
            Supplier<Processor<String, Intake<FeatureInput>, String, Outgoing>> processor, String topic, int number) {
        return source(processor, topic, number, Map.of(Target.STAGES, toStages(topic)));
    }

    private SimulatedTask.Work<String, Intake<FeatureInput>, String, Outgoing> source(
            Supplier<Processor<String, Intake<FeatureInput>, String, Outgoing>> processor,
            String topic,
            int number,
            Map<Target, String> to) {
        return new SimulatedTask.Work<>(
                processor, SpreadTopology.ROWS, List.of(topics.reading(topic, number)), record -> send(record, to));
    }

    private static String toStages(String topic) {
        return topic + "-to-stages";
    }

    private List<SimulatedTask.Input<Parcel>> reading(List<String> from, int number) {
        return from.stream().map(name -> topics.readingBetween(name, number)).toList();
    }

    private List<Runnable> send(Record<String, Outgoing> record, Map<Target, String> to) {
        Target target = record.value().target();
        return target == Target.STAGES && program().stateful().isEmpty()
                ? List.of()
                : write(record.value().parcel(), to.get(target));
    }

    private List<Runnable> write(Parcel parcel, String to) {
        return wire.write(means.parcels(), parcel, topics.between(to));
    }
}
