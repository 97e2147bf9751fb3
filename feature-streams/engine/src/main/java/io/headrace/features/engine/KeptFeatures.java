package io.headrace.features.engine;

import io.headrace.schemas.feature.FeatureRow;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** Features from what the stream itself keeps of entities, where it runs. */
public interface KeptFeatures extends RequestFeatures {

    /**
     * What the stream would write for this event if it came now.
     *
     * @throws UnusableEventException if it has no id or time
     * @throws FeaturesUnavailableException if something that they depend on cannot be read now
     */
    FeatureRow of(GenericRecord event);

    @Override
    default List<RequestedRow> of(List<GenericRecord> events) {
        return events.stream().map(event -> new RequestedRow(of(event), false)).toList();
    }

    /** Runs something once all that the stream keeps can be read, on the thread that says so, or now. */
    void whenWhole(Runnable next);
}
