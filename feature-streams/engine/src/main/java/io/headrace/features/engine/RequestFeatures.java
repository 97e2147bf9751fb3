package io.headrace.features.engine;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** Computes events' features as of their own times, for whoever asks. Safe for use by many threads. */
@FunctionalInterface
public interface RequestFeatures {

    /**
     * What the stream would write for each event if it came now, in their order. Nothing is remembered of them: none is in the past of
     * another.
     *
     * @throws UnusableEventException if one has no id or time
     * @throws FeaturesUnavailableException if something that one of them depends on cannot be read now
     */
    List<RequestedRow> of(List<GenericRecord> events);
}
