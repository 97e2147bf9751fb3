package io.headrace.ingest.push;

import org.apache.avro.generic.GenericRecord;

/**
 * A record that fits its schema, ready to be written.
 *
 * @param id the event's id as text: the Kafka key
 * @param eventTime milliseconds since the epoch, 0 or more: the Kafka timestamp
 */
record PushedRecord(String id, long eventTime, GenericRecord value) {}
