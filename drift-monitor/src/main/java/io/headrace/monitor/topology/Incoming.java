package io.headrace.monitor.topology;

import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;

/** A record that was read from one of the three topics. */
sealed interface Incoming {

    /** Its bytes as they came, to be kept until its counterpart comes. */
    byte[] bytes();

    /** Event time at which it became known, epoch milliseconds. */
    long knownAt();

    /** A feature row. */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Row(FeatureRow row, byte[] bytes) implements Incoming {
        @Override
        public long knownAt() {
            return row.eventTime();
        }
    }

    /** A prediction. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Predicted(PredictionView prediction, byte[] bytes) implements Incoming {
        @Override
        public long knownAt() {
            return prediction.eventTime();
        }
    }

    /** A label with its row. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Labelled(Example example, byte[] bytes) implements Incoming {
        @Override
        public long knownAt() {
            return example.labelTime();
        }
    }
}
