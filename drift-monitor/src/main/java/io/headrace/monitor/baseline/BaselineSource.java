package io.headrace.monitor.baseline;

import java.util.Optional;

/** Where baselines come from. */
@FunctionalInterface
public interface BaselineSource {

    /**
     * A model's baseline. A version is on the registry topic before its first prediction is made, so an implementation that
     * has read that topic to its present end gives the same answer whenever it is asked.
     *
     * @param model as {@code pipeline@version}
     * @return empty for a model without one: the announced baseline predictor (version 0), or one that was deleted
     */
    Optional<Baseline> of(String model);
}
