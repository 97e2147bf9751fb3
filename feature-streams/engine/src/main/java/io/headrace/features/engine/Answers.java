package io.headrace.features.engine;

import io.headrace.features.timeline.Values;

/** Features of one kind in one stage, compiled: what they read of an entity's state they read once. */
interface Answers {

    /**
     * Answers an event from what happened strictly before it, and from the event itself.
     *
     * @param time of the event, epoch milliseconds
     * @param operands what the event itself brings
     * @param into receives the values, each in its feature's place
     */
    void values(EntityState state, long time, Values operands, StatefulValues into);

    /** How long before an event they look, milliseconds; 0 where there are none. */
    long lookBack();
}
