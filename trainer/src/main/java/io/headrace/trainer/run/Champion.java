package io.headrace.trainer.run;

import io.headrace.model.ModelRunner;

/** The model that serves while a candidate is made. */
public sealed interface Champion {

    /** No model serves yet. */
    record None() implements Champion {}

    /** The serving model; whoever loaded it closes it. */
    record Loaded(ModelRunner runner) implements Champion {}

    /**
     * A model that is named but can't be loaded here.
     *
     * @param model as pipeline@version
     * @param why a clause
     */
    record Unusable(String model, String why) implements Champion {}
}
