package io.headrace.cleaning.topology;

import org.apache.avro.generic.GenericRecord;

/**
 * A raw record that could be read and placed.
 *
 * @param value its bytes as they came
 * @param id the event's id as text: the record's key
 * @param eventTime epoch milliseconds, 0 or more
 */
@SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
record Arrival(byte[] value, GenericRecord event, String id, long eventTime) {}
