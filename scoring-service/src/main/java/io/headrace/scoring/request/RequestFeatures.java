package io.headrace.scoring.request;

import io.headrace.features.engine.UnusableEventException;
import io.headrace.schemas.feature.FeatureRow;
import org.apache.avro.generic.GenericRecord;

/** Computes an event's features as of its own time. */
@FunctionalInterface
public interface RequestFeatures {

    /**
     * What the stream would write for this event if it came now. Nothing is remembered of it.
     *
     * @throws UnusableEventException if it has no id or time
     */
    FeatureRow of(GenericRecord event);
}
