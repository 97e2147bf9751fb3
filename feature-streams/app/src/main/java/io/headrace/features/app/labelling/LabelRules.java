package io.headrace.features.app.labelling;

import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.time.EventClock;
import java.time.Duration;
import java.util.Optional;

/**
 * How long labels are waited for and what follows.
 *
 * @param within a label known later than this after its event does not count, milliseconds
 * @param patience for how long after the event one is waited for: {@code within} and the events' lateness, because rows and
 *     labels may come that much out of order
 * @param silence the label of an event that got none; empty where it stays without
 * @param clock how event time goes on: a single stray row costs at most an eighth of {@code within}
 * @param quiet wall-clock milliseconds without a record after which a partition counts as idle
 */
public record LabelRules(long within, long patience, Optional<Label> silence, EventClock.Rule clock, long quiet) {

    private static final int PACES_PER_WAIT = 8;

    /** @param quiet without a record for so long by the wall clock, a partition counts as idle */
    public static LabelRules of(PipelineDefinition definition, Duration quiet) {
        Labels labels = definition.labels();
        Duration lateness = definition.events().lateness();
        Duration pace = Duration.ofMillis(Math.max(1, labels.within().toMillis() / PACES_PER_WAIT));
        return new LabelRules(
                labels.within().toMillis(),
                labels.within().plus(lateness).toMillis(),
                switch (labels.silence()) {
                    case NEGATIVE ->
                        Optional.of(new Label.Category(
                                definition.problem().classes().getFirst()));
                    case UNLABELLED -> Optional.empty();
                },
                new EventClock.Rule(pace, lateness),
                quiet.toMillis());
    }

    /** When an awaited event is done with, epoch milliseconds of event time. */
    long deadline(Awaited awaited) {
        return switch (awaited) {
            case Awaited.Row row -> later(row.eventTime(), patience);
            case Awaited.EarlyLabel early -> later(early.labelTime(), patience);
            case Awaited.Settled settled ->
                switch (settled.how()) {
                    case LABELLED -> later(settled.eventTime(), patience);
                    case SILENT -> later(settled.eventTime(), patience + within);
                };
        };
    }

    /** The sum, or the end of time. */
    private static long later(long time, long by) {
        return time > Long.MAX_VALUE - by ? Long.MAX_VALUE : time + by;
    }
}
