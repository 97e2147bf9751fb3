package io.headrace.monitor.reference;

import java.util.Optional;

/** Where reference distributions come from. */
@FunctionalInterface
public interface ReferenceSource {

    /**
     * A model's reference distribution. A version is on the registry topic before its first prediction is made, so an
     * implementation that has read that topic to its present end gives the same answer whenever it is asked.
     *
     * @param model as {@code pipeline@version}
     * @return empty for a model without one: the announced baseline predictor (version 0), or one that was deleted
     */
    Optional<ReferenceDistribution> of(String model);
}
