package io.headrace.standalone.fuzz;

import java.time.Duration;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Events whose outcome is known, and their labels. */
record GoodParcels(Schema event, Schema label) {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    /** What must become of an event. */
    enum Outcome {
        CLEAN,
        /** Sent twice. */
        DUPLICATED,
        /** Breaks a rule that drops. */
        DROPPED,
        /** Breaks a rule that quarantines. */
        QUARANTINED
    }

    static Outcome outcome(int number) {
        return switch (number % 10) {
            case 3 -> Outcome.QUARANTINED;
            case 5 -> Outcome.DROPPED;
            case 7 -> Outcome.DUPLICATED;
            default -> Outcome.CLEAN;
        };
    }

    static boolean isLabelled(int number) {
        return number % 2 == 1;
    }

    static String id(int number) {
        return "good-" + number;
    }

    GenericRecord event(int number) {
        GenericRecord record = new GenericData.Record(event);
        record.put("parcelId", id(number));
        record.put("at", at(number).toEpochMilli());
        record.put("depot", "d" + number % 4);
        record.put("distance", outcome(number) == Outcome.DROPPED ? 0.5 : 10.0 + number % 17);
        record.put("weight", outcome(number) == Outcome.QUARANTINED ? -1.0 : 2.0 + number % 5);
        record.put("carrier", number % 3 == 0 ? null : "c" + number % 3);
        return record;
    }

    GenericRecord label(int number) {
        GenericRecord record = new GenericData.Record(label);
        record.put("parcelId", id(number));
        record.put("late", number % 4 == 1);
        record.put("labelledAt", at(number).plus(Duration.ofMinutes(30)).toEpochMilli());
        return record;
    }

    private static Instant at(int number) {
        return START.plus(Duration.ofMinutes(number));
    }
}
