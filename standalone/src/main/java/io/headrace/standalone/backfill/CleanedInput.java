package io.headrace.standalone.backfill;

import io.headrace.cleaning.program.CleaningResult;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.engine.StageEvent;
import org.jspecify.annotations.Nullable;

/** What can be said of one that came without knowing the others. */
sealed interface CleanedInput {

    /** An event that goes to quarantine, by a rule. */
    record Refused(int lane, String rule) implements CleanedInput {}

    /**
     * An event that cleaning has taken or refused; whether it came before is not known yet.
     *
     * @param lane as {@link Lanes} numbers them
     * @param time epoch milliseconds
     * @param parts what a clean one brings to the stages
     */
    record Event(int lane, String id, long time, CleaningResult result, Parts parts) implements CleanedInput {}

    /**
     * What an event brings to each stage.
     *
     * @param entities null where it belongs to none
     * @param events none where it belongs to no entity
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Parts(@Nullable String[] entities, @Nullable StageEvent[] events) {

        private static final @Nullable StageEvent[] NO_EVENTS = {};

        static final Parts NONE = new Parts(new String[0], NO_EVENTS);

        /** Its entity in a stage; null where it has none. */
        @Nullable String entity(int stage) {
            return entities[stage];
        }

        /** What it brings to a stage in which it has an entity. */
        StageEvent event(int stage) {
            StageEvent event = events[stage];
            if (event == null) {
                throw new IllegalStateException("there is no entity in stage " + stage);
            }
            return event;
        }

        /** Of an event that is answered: labels need no more. */
        Parts withoutEvents() {
            return ofEntities(entities);
        }

        static Parts ofEntities(@Nullable String[] entities) {
            return new Parts(entities, NO_EVENTS);
        }
    }

    /** A label. */
    record Label(GivenLabel given) implements CleanedInput {}

    /** A lane has no more events. */
    record End(int lane) implements CleanedInput {}
}
