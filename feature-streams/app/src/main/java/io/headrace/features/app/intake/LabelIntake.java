package io.headrace.features.app.intake;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.time.Duration;
import java.util.Optional;

/**
 * Which labels count, wherever they come from: one that became known no further ahead of its arrival than events may be, and is a finite
 * number or one of the classes.
 *
 * @param ahead {@code events.ahead}
 */
public record LabelIntake(Problem problem, Duration ahead) {

    public static LabelIntake of(PipelineDefinition definition) {
        return new LabelIntake(definition.problem(), definition.events().ahead());
    }

    /**
     * Takes a label or refuses it, by the first of the rules {@code ahead-of-time}, {@code invalid-label} and {@code unknown-class} that it
     * breaks.
     *
     * @param arrived epoch milliseconds by the wall clock
     */
    public Intake<GivenLabel> take(GivenLabel given, long arrived) {
        long labelledAt = given.labelledAt();
        if (labelledAt > 0 && labelledAt - arrived > ahead.toMillis()) {
            return new Intake.Refused<>(
                    QuarantineRule.AHEAD_OF_TIME,
                    "it became known at %d ms since 1970, further ahead of its arrival, %d, than events.ahead allows, %s"
                            .formatted(labelledAt, arrived, ahead));
        }
        return refused(given.label())
                .orElseGet(() -> new Intake.Accepted<>(given.eventId(), given.labelledAt(), given));
    }

    /** Whether it is one that the problem knows. */
    public boolean isKnown(Label label) {
        return refused(label).isEmpty();
    }

    private Optional<Intake<GivenLabel>> refused(Label label) {
        return switch (label) {
            case Label.Quantity(double quantity)
            when !Double.isFinite(quantity) ->
                Optional.of(new Intake.Refused<>(
                        "invalid-label", problem.label() + " is " + quantity + "; a finite number would be right"));
            case Label.Category(String name)
            when !problem.classes().isEmpty() && !problem.classes().contains(name) ->
                Optional.of(new Intake.Refused<>(
                        "unknown-class",
                        problem.label() + " is not one of the classes; one of " + problem.classes()
                                + " would be right"));
            case Label.Quantity _, Label.Category _ -> Optional.empty();
        };
    }
}
