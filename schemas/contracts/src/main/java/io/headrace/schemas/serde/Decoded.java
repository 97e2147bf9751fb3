package io.headrace.schemas.serde;

import io.headrace.schemas.quarantine.QuarantineRule;
import org.apache.avro.generic.GenericRecord;

/** What came of reading a record's bytes. */
public sealed interface Decoded {

    /** Rule of a record whose bytes are no Avro record in the Confluent wire format. */
    String NOT_AVRO = QuarantineRule.NOT_AVRO;

    /** Rule of a record whose schema id the registry does not have. */
    String UNKNOWN_SCHEMA = QuarantineRule.UNKNOWN_SCHEMA;

    /** Rule of a record whose writer's schema cannot be read with the reader's. */
    String INCOMPATIBLE_SCHEMA = QuarantineRule.INCOMPATIBLE_SCHEMA;

    /**
     * A good record.
     *
     * @param record in the reader's schema; its strings are {@link String}
     */
    record Ok(GenericRecord record) implements Decoded {}

    /**
     * A record for the quarantine.
     *
     * @param rule {@link #NOT_AVRO}, {@link #UNKNOWN_SCHEMA} or {@link #INCOMPATIBLE_SCHEMA}
     * @param reason one sentence for a person: what was found and what would be right
     */
    record Bad(String rule, String reason) implements Decoded {}
}
