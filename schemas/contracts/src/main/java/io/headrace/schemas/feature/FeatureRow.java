package io.headrace.schemas.feature;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was known of an event at its time.
 *
 * @param eventId the event's id as text
 * @param eventTime epoch milliseconds
 * @param keys per entity key field, the entity's id as text; by the field's name, so that equal rows are equal bytes
 */
public record FeatureRow(String eventId, long eventTime, Map<String, String> keys, FeatureValues values) {

    public FeatureRow {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
    }
}
