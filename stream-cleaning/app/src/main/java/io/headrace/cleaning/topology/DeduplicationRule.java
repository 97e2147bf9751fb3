package io.headrace.cleaning.topology;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.time.EventClock;
import java.time.Duration;

/**
 * How long ids are remembered.
 *
 * @param windowMillis for how much event time
 * @param clock how event time goes on: a single stray costs at most an eighth of the window
 */
record DeduplicationRule(long windowMillis, EventClock.Rule clock) {

    private static final int PACES_PER_WINDOW = 8;

    static DeduplicationRule of(PipelineDefinition definition) {
        Duration window = definition.clean().deduplicate();
        Duration pace = Duration.ofMillis(Math.max(1, window.toMillis() / PACES_PER_WINDOW));
        return new DeduplicationRule(
                window.toMillis(), new EventClock.Rule(pace, definition.events().lateness()));
    }
}
