package io.headrace.ingest.push;

import java.util.List;

/** What came of writing a batch. */
sealed interface PushOutcome {

    /** It was sent. */
    record Sent(PushResult result) implements PushOutcome {}

    /**
     * Nothing was sent, since not every record may be.
     *
     * @param records those that are too large
     * @param limitBytes what one may have
     */
    record TooLarge(List<Oversized> records, int limitBytes) implements PushOutcome {

        public TooLarge {
            records = List.copyOf(records);
        }
    }

    /**
     * A record that is too large.
     *
     * @param index in the batch, from 0
     * @param bytes of key, value and what a record has besides
     */
    record Oversized(int index, String id, long bytes) {}
}
