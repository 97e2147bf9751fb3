package io.headrace.model;

/** Whether a model may serve. */
public sealed interface Verdict {

    /**
     * Every check passed.
     *
     * @param runner warm; the receiver closes it
     */
    record Accepted(ModelRunner runner) implements Verdict {}

    /**
     * A check failed; the later ones were not made, and nothing stays loaded.
     *
     * @param sentence names the model, what was found and what would be right
     */
    record Refused(Check check, String sentence) implements Verdict {}

    /** The checks, in their order. */
    enum Check {
        /** The bytes have the digest and length that the version states. */
        DIGEST,
        /** The version is signed with a key that is trusted here. */
        SIGNATURE,
        /** The version's features and label mean what the pipeline's mean. */
        MEANING,
        /** The version's features are the pipeline's. */
        INPUTS,
        /** The bytes are a graph with the version's inputs and outputs. */
        GRAPH,
        /** The golden rows come out as they should. */
        GOLDEN_ROWS
    }
}
