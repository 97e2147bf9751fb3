package io.headrace.trainer.window;

/** What a training is made for. */
public sealed interface Due {

    /** Enough new examples came. */
    record ByExamples() implements Due {}

    /** It was asked for. */
    record ByRequest(Request request) implements Due {}
}
