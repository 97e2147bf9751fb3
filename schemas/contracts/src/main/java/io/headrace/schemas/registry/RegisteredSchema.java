package io.headrace.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema as a registry holds it.
 *
 * @param version counts from 1 within the subject
 * @param id unique within the registry; what a record on the wire carries
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
