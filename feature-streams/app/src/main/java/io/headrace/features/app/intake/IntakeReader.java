package io.headrace.features.app.topology;

import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads records of one topic keyed by event id, or says what is wrong with them. */
final class IntakeReader<T> {

    private static final int SHOWN = 80;

    /** What a topic's records are. */
    interface Reading<T> {

        /** @throws Unusable where the record is no such thing */
        Intake.Accepted<T> read(GenericRecord record, byte[] bytes) throws Unusable;
    }

    private final AvroDecoder decoder;
    private final Reading<T> reading;

    IntakeReader(AvroDecoder decoder, Reading<T> reading) {
        this.decoder = decoder;
        this.reading = reading;
    }

    Intake.Accepted<T> read(byte @Nullable [] key, byte @Nullable [] value) throws Unusable {
        return switch (decoder.decode(value)) {
            case Decoded.Bad(String rule, String reason) -> throw new Unusable(rule, reason);
            case Decoded.Ok(GenericRecord record) -> {
                // A record without a value decodes to Bad.
                byte[] bytes = value == null ? new byte[0] : value;
                Intake.Accepted<T> accepted = reading.read(record, bytes);
                check(key, accepted);
                yield accepted;
            }
        };
    }

    private void check(byte @Nullable [] key, Intake.Accepted<T> accepted) throws Unusable {
        String found = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        if (!found.equals(accepted.key())) {
            throw new Unusable(
                    "key-mismatch",
                    "the record's key is " + (key == null ? "missing" : "\"" + shortened(found) + "\"")
                            + "; the event's id \"" + shortened(accepted.key()) + "\" as text would be right");
        }
        if (accepted.time() < 0) {
            throw new Unusable(
                    "invalid-time",
                    "its time is " + accepted.time() + " ms since 1970; a time from 1970 on would be right");
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
