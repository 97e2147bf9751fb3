package io.headrace.scoring.inference;

import io.headrace.features.engine.RequestedRow;
import java.util.List;

/** Turns events into feature rows at request time. */
@FunctionalInterface
public interface EventRows {

    /**
     * The features of each event, as of its own time.
     *
     * @param events JSON documents against the pipeline's event schema
     * @throws InferenceFailure naming every mistake in every event
     */
    List<RequestedRow> of(List<String> events);
}
