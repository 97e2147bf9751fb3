package io.headrace.features.engine;

import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * A version of a reference's row.
 *
 * @param reference its name
 * @param key the row's, as text
 * @param row in the reference's schema; empty where it is gone from then on
 */
public record ReferenceRow(String reference, String key, RowVersions.Place place, Optional<GenericRecord> row) {}
