package io.headrace.scoring.inference;

import io.headrace.schemas.feature.FeatureValues;
import java.util.List;

/** Turns events into feature values at request time. */
@FunctionalInterface
public interface EventRows {

    /**
     * The features of each event, as of its own time, from the history known here.
     *
     * @param events JSON documents against the pipeline's event schema
     * @throws InferenceFailure naming every mistake in every event
     */
    List<FeatureValues> of(List<String> events);
}
