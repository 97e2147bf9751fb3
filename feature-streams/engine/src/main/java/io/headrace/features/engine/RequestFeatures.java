package io.headrace.features.engine;

import io.headrace.schemas.feature.FeatureRow;
import org.apache.avro.generic.GenericRecord;

/** Computes an event's features as of its own time, for whoever asks. Safe for use by many threads. */
@FunctionalInterface
public interface RequestFeatures {

    /**
     * What the stream would write for this event if it came now. Nothing is remembered of it.
     *
     * @throws UnusableEventException if it has no id or time
     * @throws FeaturesUnavailableException if something that they depend on cannot be read now
     */
    FeatureRow of(GenericRecord event);
}
