package io.headrace.monitor.join;

import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** What the monitor needs of a record of one of the three topics. */
sealed interface JoinInput {

    /** Of the event, epoch milliseconds. */
    long eventTime();

    /** Event time at which it became known, epoch milliseconds. */
    default long knownAt() {
        return eventTime();
    }

    /**
     * A feature row.
     *
     * @param bytes as they came: its features are read where they are counted
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Row(long eventTime, byte[] bytes) implements JoinInput {

        static Row of(GenericRecord row, byte[] bytes) {
            return new Row((Long) row.get("eventTime"), bytes);
        }
    }

    /**
     * A prediction.
     *
     * @param model as {@code pipeline@version}
     * @param probabilities by class, where the problem has several; else empty
     */
    record Predicted(long eventTime, String model, double score, Map<String, Double> probabilities)
            implements JoinInput {

        @SuppressWarnings("unchecked") // the reader's schema says so; the decoder makes String keys
        static Predicted of(GenericRecord prediction) {
            return new Predicted(
                    (Long) prediction.get("eventTime"),
                    prediction.get("model").toString(),
                    (Double) prediction.get("score"),
                    prediction.hasField("probabilities")
                            ? (Map<String, Double>) prediction.get("probabilities")
                            : Map.of());
        }
    }

    /**
     * A label.
     *
     * @param label a text, or a double for a regression
     * @param labelTime event time at which it became known, epoch milliseconds
     */
    record Labelled(long eventTime, Object label, long labelTime) implements JoinInput {

        @Override
        public long knownAt() {
            return labelTime;
        }

        static Labelled of(GenericRecord example) {
            return new Labelled((Long) example.get("eventTime"), example.get("label"), (Long) example.get("labelTime"));
        }
    }

    /** A record that went to quarantine: only that it was read counts. */
    record Refused() implements JoinInput {

        @Override
        public long eventTime() {
            return 0;
        }
    }
}
