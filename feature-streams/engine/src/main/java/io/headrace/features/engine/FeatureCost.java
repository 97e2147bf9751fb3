package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a feature costs.
 *
 * @param work what an answer takes
 * @param by the fields that name the entity, or the row of a reference, whose state it reads, sorted; empty: it reads none
 * @param lookBack how far back it sees; zero where it reads no state, {@link ChronoUnit#FOREVER} for a lifetime
 * @param keeps what is kept for it of each event within that time
 */
public record FeatureCost(Work work, Optional<List<String>> by, Duration lookBack, Keeps keeps) {

    public FeatureCost {
        by = by.map(List::copyOf);
    }

    /** What an answer takes. */
    public enum Work {
        /** Nothing but the event. */
        EVENT,
        /** The newest entry of an entity's state: mostly in the piece that the event itself is written to. */
        NEWEST,
        /** A path through the pieces of an entity's state, their number the logarithm of its events, for each window. */
        WINDOW,
        /** As for a window, of all parts of a piece and with what they keep for it: several times as much. */
        SKETCH,
        /** The newest version of a reference's row before the event. */
        LOOKUP
    }

    /** What is kept of each event. */
    public enum Keeps {
        NOTHING,
        /** Its id and time, which all features of a key share. */
        PLACE,
        /** Besides, a number, which all features over the same operand share. */
        OPERAND,
        /** Its label. */
        LABEL,
        /** Nothing of an event: the rows of a reference. */
        ROW
    }

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    /** Of an id and a time in the store, with their part of a piece's head. */
    private static final int PLACE_BYTES = 9;

    /** Of any number, with its part of the totals; one of few decimals has less. */
    private static final int NUMBER_BYTES = 11;

    /** Of a text that comes again: its place among those of the piece. */
    private static final int TEXT_BYTES = 2;

    private static final int CLASS_BYTES = 1;

    static FeatureCost of(Feature feature, PipelineDefinition definition) {
        Duration within = definition.labels().within();
        Duration longest = Duration.ofMillis(LookBack.WITHOUT_WINDOW);
        return switch (feature) {
            case Feature.OfEvent _ -> new FeatureCost(Work.EVENT, Optional.empty(), Duration.ZERO, Keeps.NOTHING);
            case Feature.WindowedAggregate aggregate ->
                of(
                        work(aggregate.function()),
                        aggregate,
                        aggregate.window().over(),
                        AggregateCompiler.countsEvery(aggregate) ? Keeps.PLACE : Keeps.OPERAND);
            case Feature.Quantile quantile ->
                of(Work.SKETCH, quantile, quantile.window().over(), Keeps.OPERAND);
            case Feature.Decayed decayed -> of(Work.SKETCH, decayed, decayed.over(), Keeps.OPERAND);
            case Feature.Streak streak ->
                of(Work.WINDOW, streak, streak.window().over(), Keeps.OPERAND);
            case Feature.Session session -> of(Work.SKETCH, session, longest, Keeps.PLACE);
            case Feature.TimeSinceLast last -> of(Work.NEWEST, last, longest, Keeps.PLACE);
            case Feature.LabelRate rate ->
                of(Work.WINDOW, rate, plus(rate.extent().over(), within), Keeps.LABEL);
            case Feature.LabelCount count ->
                of(Work.WINDOW, count, plus(count.extent().over(), within), Keeps.LABEL);
            case Feature.TimeSinceLabel pause -> of(Work.WINDOW, pause, longest.plus(within), Keeps.LABEL);
            case Feature.Lookup lookup ->
                new FeatureCost(Work.LOOKUP, Optional.of(List.of(lookup.by())), Duration.ZERO, Keeps.ROW);
            case Feature.LastLabel last -> of(Work.NEWEST, last, longest.plus(within), Keeps.LABEL);
        };
    }

    /** Whether it looks back for ever, and begins cold for good. */
    public boolean isForLife() {
        return lookBack.equals(FOREVER);
    }

    private static Duration plus(Duration over, Duration within) {
        return over.equals(FOREVER) ? FOREVER : over.plus(within);
    }

    private static Work work(AggregateFunction function) {
        return switch (function) {
            case DISTINCT, MODE, MODE_SHARE -> Work.SKETCH;
            default -> Work.WINDOW;
        };
    }

    /** About how many bytes a stage has of each event. */
    static int bytes(Operands operands, boolean ofEvents, LabelFeatures ofLabels, PipelineDefinition definition) {
        int each = NUMBER_BYTES * operands.numbers().size()
                + TEXT_BYTES * operands.texts().size();
        return (ofEvents ? PLACE_BYTES + each : 0) + (ofLabels.isEmpty() ? 0 : bytes(ofLabels, definition));
    }

    private static int bytes(LabelFeatures ofLabels, PipelineDefinition definition) {
        int label = definition.problem().kind() == ProblemKind.REGRESSION ? NUMBER_BYTES : CLASS_BYTES;
        boolean atEvents = ofLabels.outcomes().labels();
        boolean ofEvents = atEvents || definition.labels().silence() == Labels.Silence.NEGATIVE;
        return PLACE_BYTES + label + (ofEvents ? PLACE_BYTES + CLASS_BYTES : 0) + (atEvents ? label + NUMBER_BYTES : 0);
    }

    private static FeatureCost of(Work work, Feature.OfEntity feature, Duration lookBack, Keeps keeps) {
        return new FeatureCost(work, Optional.of(feature.by().stream().sorted().toList()), lookBack, keeps);
    }
}
