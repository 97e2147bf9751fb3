package io.headrace.trainer.gate;

import io.headrace.schemas.metrics.Scorecard;

/** How the serving model does on rows that neither it nor the candidate was fitted on. */
public sealed interface ChampionOnRows {

    /** No model serves yet. */
    record None() implements ChampionOnRows {}

    /**
     * The champion can't score these rows.
     *
     * @param model as pipeline@version
     * @param why a clause
     */
    record Incomparable(String model, String why) implements ChampionOnRows {}

    /**
     * Both scored the same rows.
     *
     * @param model as pipeline@version
     */
    record Scored(String model, Scorecard champion, Scorecard candidate) implements ChampionOnRows {}
}
