package io.headrace.schemas.feature;

import java.util.Map;

/**
 * What was known of an event at its time.
 *
 * @param eventId the event's id as text
 * @param eventTime epoch milliseconds
 * @param keys per entity key field, the entity's id as text
 */
public record FeatureRow(String eventId, long eventTime, Map<String, String> keys, FeatureValues values) {

    public FeatureRow {
        keys = Map.copyOf(keys);
    }
}
