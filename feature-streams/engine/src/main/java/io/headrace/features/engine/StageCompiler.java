package io.headrace.features.engine;

import io.headrace.features.engine.EntityState.Line;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one stage of the stateful features that share a key. */
final class StageCompiler {

    private final PipelineDefinition definition;
    private final Optional<EventStream> stream;
    private final List<String> by;
    private final int from;
    private final Columns columns;
    private final AggregateCompiler aggregates;
    private final KindCompiler kinds;
    private final LabelCompiler labels;
    private final List<Integer> pauses = new ArrayList<>();
    private final List<Integer> lifetimes = new ArrayList<>();

    /**
     * @param expressions over the events that are remembered
     * @param stream the further stream they are of; empty: those that rows are made of
     * @param from the first of the stage's places among all stateful features
     */
    StageCompiler(
            PipelineDefinition definition,
            Expressions expressions,
            Optional<EventStream> stream,
            List<String> by,
            int from) {
        this.definition = definition;
        this.stream = stream;
        this.by = by;
        this.from = from;
        this.columns = new Columns(definition, expressions);
        this.aggregates = new AggregateCompiler(columns);
        this.kinds = new KindCompiler(columns);
        this.labels = new LabelCompiler(definition);
    }

    Stage compile(List<Feature.OfEntity> features) {
        int place = from;
        for (Feature.OfEntity feature : features) {
            add(feature, place);
            if (FeatureCost.of(feature, definition).isForLife()) {
                lifetimes.add(place);
            }
            place++;
        }
        List<Answers> ofEvents = new ArrayList<>(aggregates.compile());
        ofEvents.addAll(kinds.compile());
        if (!pauses.isEmpty()) {
            ofEvents.add(new Pauses(pauses));
        }
        LabelFeatures ofLabels = labels.compile();
        Operands operands = columns.operands();
        LookBack lookBack = lookBack(ofEvents, ofLabels);
        Events events = definition.events();
        return new Stage(
                by,
                new RequiredFields(events),
                new EntityKey(events.schema(), by),
                stream.map(this::origin),
                new StageFeatures(from, place, operands, ofEvents, ofLabels, lifetimes, lookBack),
                FeatureCost.bytes(operands, lookBack.ofEvents(), ofLabels, definition),
                Map.of(
                        Line.EVENTS, columns.layout(),
                        Line.LABELS, labels.given(),
                        Line.SILENCES, labels.silent()));
    }

    private Stage.Origin origin(EventStream from) {
        return new Stage.Origin(
                from.name(),
                new RequiredFields(from.events()),
                new EntityKey(from.events().schema(), by));
    }

    private void add(Feature.OfEntity feature, int place) {
        switch (feature) {
            case Feature.WindowedAggregate aggregate -> aggregates.add(aggregate, place);
            case Feature.Quantile quantile -> kinds.add(quantile, place);
            case Feature.Decayed decayed -> kinds.add(decayed, place);
            case Feature.Streak streak -> kinds.add(streak, place);
            case Feature.Session session -> kinds.add(session, place);
            case Feature.TimeSinceLast _ -> pauses.add(place);
            case Feature.LabelRate rate -> labels.add(rate, place);
            case Feature.LabelCount count -> labels.add(count, place);
            case Feature.TimeSinceLabel pause -> labels.add(pause, place);
            case Feature.LastLabel _ -> labels.addLast(place);
        }
    }

    private LookBack lookBack(List<Answers> ofEvents, Answers ofLabels) {
        long late = definition.events().lateness().toMillis();
        long within = definition.labels().within().toMillis();
        long events = ofEvents.stream().mapToLong(Answers::lookBack).max().orElse(0);
        long labelled = ofLabels.lookBack();
        return new LookBack(
                events > 0 ? events + late : LookBack.NONE, labelled > 0 ? labelled + late + within : LookBack.NONE);
    }
}
