package io.headrace.schemas.expression;

/** What a condition says of an event. */
public sealed interface Verdict {

    /** Whether the condition holds; an undecided one does not. */
    default boolean holds() {
        return this instanceof Holds;
    }

    /** The event satisfies the condition. */
    record Holds() implements Verdict {
        static final Holds INSTANCE = new Holds();
    }

    /** The event does not satisfy the condition. */
    record Fails() implements Verdict {
        static final Fails INSTANCE = new Fails();
    }

    /**
     * The event lacks a value the condition needs, or the evaluation failed.
     *
     * @param reason half a sentence without a capital or a full stop
     */
    record Undecided(String reason) implements Verdict {}
}
