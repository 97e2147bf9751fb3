package io.headrace.cleaning.topology;

import io.headrace.cleaning.program.Outcome;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads a raw record as an event with id, time and the right key, or says why it is none. */
final class RawRecordReader {

    /** Rule of an event without an id. */
    static final String MISSING_ID = "missing-id";

    /** Rule of an event without a time. */
    static final String MISSING_TIME = "missing-time";

    /** Rule of an event dated before 1970, which no record's timestamp can say. */
    static final String INVALID_TIME = "invalid-time";

    /** Rule of a record whose key is not its event's id, so that its duplicates may be in another partition. */
    static final String KEY_MISMATCH = "key-mismatch";

    private final AvroDecoder decoder;
    private final EventPlace place;

    RawRecordReader(AvroDecoder decoder, Events events) {
        this.decoder = decoder;
        this.place = new EventPlace(events);
    }

    Reading read(byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null) {
            return bad(Decoded.NOT_AVRO, "the record has no value; an event in Avro would be right");
        }
        return switch (decoder.decode(value)) {
            case Decoded.Bad(String rule, String reason) -> bad(rule, reason);
            case Decoded.Ok(GenericRecord event) -> place(key, value, event);
        };
    }

    private Reading place(byte @Nullable [] key, byte[] value, GenericRecord event) {
        String id = place.id(event);
        if (id.isEmpty()) {
            return bad(MISSING_ID, "the event's id, field " + place.idField() + ", is missing");
        }
        OptionalLong time = place.time(event);
        if (time.isEmpty()) {
            return bad(MISSING_TIME, "the event's time, field " + place.timeField() + ", is missing");
        }
        if (time.getAsLong() < 0) {
            return bad(
                    INVALID_TIME,
                    "the event's time, field " + place.timeField() + ", is " + time.getAsLong()
                            + " ms since 1970; a time from 1970 on would be right");
        }
        String found = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        return found.equals(id)
                ? new Good(new Arrival(value, event, id, time.getAsLong()))
                : bad(
                        KEY_MISMATCH,
                        "the record's key is " + (key == null ? "missing" : "\"" + shortened(found) + "\"")
                                + "; the event's id \"" + id + "\" as text would be right");
    }

    private static Reading bad(String rule, String reason) {
        return new Bad(new Outcome.Quarantined(rule, reason));
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    /** What came of it. */
    sealed interface Reading {}

    /** An event that can be placed. */
    record Good(Arrival arrival) implements Reading {}

    /** A record for the quarantine. */
    record Bad(Outcome.Quarantined why) implements Reading {}
}
