package io.headrace.features.engine;

import io.headrace.features.timeline.Values;

/**
 * What an event brings to a {@link Stage}. It follows from the event alone, so it can be made ahead and by another thread. Immutable; of use
 * to the stage that made it.
 */
public final class StageEvent {

    private final long time;
    private final int id;
    private final Values operands;

    /**
     * @param time epoch milliseconds
     * @param id as {@link EventId} has it
     */
    StageEvent(long time, int id, Values operands) {
        this.time = time;
        this.id = id;
        this.operands = operands;
    }

    long time() {
        return time;
    }

    int id() {
        return id;
    }

    Values operands() {
        return operands;
    }
}
