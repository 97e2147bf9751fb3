package io.headrace.features.app.labelling;

import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.Optional;

/**
 * How long labels are waited for and what follows.
 *
 * @param within a label known later than this after its event does not count, milliseconds
 * @param patience for how long after the event one is waited for: {@code within} and the events' lateness, because rows and
 *     labels may come that much out of order
 * @param earlyFor for how long by the wall clock a label that came before its row is kept at least, milliseconds: nothing says how
 *     far behind it the row is, whose event may lie behind months of others that are still to be read
 * @param silence the label of an event that got none; empty where it stays without
 * @param quiet wall-clock milliseconds without a record after which a partition counts as idle
 */
public record LabelRules(long within, long patience, long earlyFor, Optional<Label> silence, long quiet) {

    /** As long as topics keep records where nobody says otherwise: by then, what was written before a label has been read. */
    private static final Duration EARLY_FOR = Duration.ofDays(7);

    /** @param quiet without a record for so long by the wall clock, a partition counts as idle */
    public static LabelRules of(PipelineDefinition definition, Duration quiet) {
        Labels labels = definition.labels();
        long patience = labels.within().plus(definition.events().lateness()).toMillis();
        return new LabelRules(
                labels.within().toMillis(),
                patience,
                Math.max(patience, EARLY_FOR.toMillis()),
                switch (labels.silence()) {
                    case NEGATIVE ->
                        Optional.of(new Label.Category(
                                definition.problem().classes().getFirst()));
                    case UNLABELLED -> Optional.empty();
                },
                quiet.toMillis());
    }

    /** The same, with no label for an event that got none. */
    public LabelRules withoutSilence() {
        return new LabelRules(within, patience, earlyFor, Optional.empty(), quiet);
    }

    /** For how much longer an event is remembered that got no label: a label that became known in time may still come. */
    public long silentFor() {
        return Math.max(1, within);
    }

    /** Whose patience counts from before this has waited long enough by then. */
    long overBefore(long now) {
        return now < Long.MIN_VALUE + patience ? Long.MIN_VALUE : now - patience;
    }
}
