package io.headrace.features.engine;

/** Features of one kind in one stage, compiled: what they read of an entity's state they read once. */
interface Answers {

    /**
     * Answers an event from what happened strictly before it, and from the event itself.
     *
     * @param time of the event, epoch milliseconds
     * @param operands of the event itself, by column; NaN for a missing one
     * @param into receives the values, each in its feature's place
     */
    void values(EntityState state, long time, double[] operands, double[] into);

    /** How long before an event they look, milliseconds; 0 where there are none. */
    long lookBack();
}
