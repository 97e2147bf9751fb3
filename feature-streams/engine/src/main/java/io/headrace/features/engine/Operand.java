package io.headrace.features.engine;

import io.headrace.schemas.expression.NumberProgram;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * What an event brings to aggregates.
 *
 * @param where 1 of events that count; empty where all do
 */
record Operand(NumberProgram value, Optional<NumberProgram> where) {

    /** The number; NaN where it is missing or the event does not count. */
    double of(GenericRecord event) {
        return where.isPresent() && where.get().evaluate(event) != 1 ? Double.NaN : value.evaluate(event);
    }
}
