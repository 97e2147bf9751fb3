package io.headrace.features.app.output;

import io.headrace.schemas.feature.FeatureRecords;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * A row as it was written, which may have been by an earlier definition.
 *
 * @param record in the schema it was written with
 */
public record StoredRow(GenericRecord record) {

    public String eventId() {
        return record.get("eventId").toString();
    }

    /** Epoch milliseconds. */
    public long eventTime() {
        return (Long) record.get("eventTime");
    }

    /** Entity key fields and their values as text. */
    public Map<String, String> keys() {
        return FeatureRecords.keys(record);
    }
}
