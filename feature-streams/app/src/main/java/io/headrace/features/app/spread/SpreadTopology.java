package io.headrace.features.app.spread;

import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.intake.Inputs;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.state.EntityStates;
import io.headrace.runtime.streams.Stateful;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.serde.AvroSerdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Events and labels of several partitions become rows and examples:
 *
 * <pre>{@code
 * clean ─► events ─┬─► stages, by entity ─► answers ─┐
 *                  ├─► rows, by event id ◄───────────┘ ─► features, examples
 *                  └─► learning, by event id ─► stages     (where a stage learns from labels)
 * labels ─► labels ─┬─► rows
 *                   └─► learning
 * stream ─► events of it ─► stages                             (for each further stream)
 * reference ─► rows of it ─► stages                            (for each that is looked up)
 * }</pre>
 */
public final class SpreadTopology {

    /** The processor that makes rows and examples. */
    public static final String MAKER = "rows-and-examples";

    /** The store of what reads inputs, and of what makes rows and examples. */
    static final String ROWS = "rows";

    private static final String PLACE_EVENTS = "place-events";
    private static final String PLACE_LABELS = "place-labels";

    private final RowsProcessor.Means means;
    private final Spreading spreading;
    private final FeatureListener listener;
    private final EntityOwners owners;
    private final StoreBuilder<TaskStore> rowsStore = TaskStore.builder(ROWS);

    public SpreadTopology(Spread spread, AvroSerdes serdes, FeatureListener listener, EntityOwners owners) {
        Parcels parcels = new Parcels(serdes, spread.partitions());
        this.means = new RowsProcessor.Means(spread.program(), spread.rules(), spread.rows(), parcels);
        this.spreading = new Spreading(
                spread.topics(),
                spread.partitions(),
                Spreading.Feeding.of(spread.program()),
                spread.timing().eager(),
                spread.timing().announcing(),
                spread.timing().ends());
        this.listener = listener;
        this.owners = owners;
    }

    /** Adds everything up to where rows and examples are made. */
    public KStream<Object, Object> build(Inputs inputs) {
        KStream<String, Outgoing> events = inputs.events(PLACE_EVENTS)
                .process(
                        new Stateful<>(() -> new EventSource(means, spreading, listener), rowsStore),
                        Named.as(PLACE_EVENTS));
        KStream<String, Outgoing> labels = inputs.labels(PLACE_LABELS)
                .process(new Stateful<>(() -> new LabelSource(spreading), rowsStore), Named.as(PLACE_LABELS));
        KStream<String, Parcel> rows = to(Target.ROWS, events, "events-to-rows")
                .merge(to(Target.ROWS, labels, "labels-to-rows"), Named.as("events-and-labels"));
        if (!means.program().stateful().isEmpty()) {
            rows = rows.merge(answers(inputs, events, labels), Named.as("events-labels-and-answers"));
        }
        return rows.process(
                new Stateful<>(() -> new RowsProcessor(means, spreading, listener), rowsStore), Named.as(MAKER));
    }

    private KStream<String, Parcel> answers(
            Inputs inputs, KStream<String, Outgoing> events, KStream<String, Outgoing> labels) {
        KStream<String, Parcel> all = to(Target.STAGES, events, "events-to-stages");
        if (spreading.learns()) {
            all = all.merge(
                    to(Target.STAGES, learned(events, labels), "labels-to-stages"), Named.as("events-and-learned"));
        }
        for (EventStream stream : means.program().streams()) {
            all = all.merge(recorded(stream, inputs), Named.as("with-stream-" + stream.name()));
        }
        for (Reference reference : means.program().references()) {
            all = all.merge(changes(reference, inputs), Named.as("with-reference-" + reference.name()));
        }
        return all.process(
                        new Stateful<>(
                                () -> new StagesProcessor(means, spreading, listener, owners),
                                TaskStore.builder(EntityStates.STORE)),
                        Named.as("stages"))
                .repartition(means.parcels().answersThrough("answers"));
    }

    private KStream<String, Parcel> recorded(EventStream stream, Inputs inputs) {
        String place = "place-stream-" + stream.name();
        KStream<String, Outgoing> events = inputs.stream(stream.name(), place)
                .process(new Stateful<>(() -> new StreamSource(stream, means, spreading), rowsStore), Named.as(place));
        return to(Target.STAGES, events, "stream-" + stream.name() + "-to-stages");
    }

    private KStream<String, Parcel> changes(Reference reference, Inputs inputs) {
        String place = "place-reference-" + reference.name();
        KStream<String, Outgoing> rows = inputs.reference(reference.name(), place)
                .process(new Stateful<>(() -> new ReferenceSource(reference, spreading), rowsStore), Named.as(place));
        return to(Target.STAGES, rows, "reference-" + reference.name() + "-to-stages");
    }

    private KStream<String, Outgoing> learned(KStream<String, Outgoing> events, KStream<String, Outgoing> labels) {
        return to(Target.LEARNING, events, "events-to-learn")
                .merge(to(Target.LEARNING, labels, "labels-to-learn"), Named.as("keys-and-labels"))
                .process(
                        new Stateful<>(
                                () -> new LearningProcessor(
                                        means.program(),
                                        means.rules().withoutSilence(),
                                        means.parcels(),
                                        spreading,
                                        listener),
                                TaskStore.builder(LearningProcessor.STORE)),
                        Named.as("learn"));
    }

    private KStream<String, Parcel> to(Target target, KStream<String, Outgoing> outgoing, String name) {
        return outgoing.filter((_, one) -> one.target() == target, Named.as("only-" + name))
                .mapValues(Outgoing::parcel, Named.as("parcels-" + name))
                .repartition(means.parcels().through(name));
    }
}
