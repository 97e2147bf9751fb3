package io.headrace.features.app.labelling;

import io.headrace.schemas.feature.Label;

/** What is remembered of an event id while its row or its label is awaited, and for a while afterwards. */
public sealed interface Awaited {

    /** Since when it waits, as {@link JoinProgress#waitedTo}. */
    long since();

    /**
     * From when its patience counts, epoch milliseconds of event time: where its row, or a label without one, stands in the
     * stream. What came late counts from when it came.
     */
    long from();

    /**
     * A row without a label yet.
     *
     * @param eventTime epoch milliseconds
     * @param row its bytes as stored
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from store to outcome, never compared
    record Row(long since, long from, long eventTime, byte[] row) implements Awaited {}

    /**
     * A label that came before its row.
     *
     * @param labelTime epoch milliseconds at which it became known
     */
    record EarlyLabel(long since, long from, long labelTime, Label label) implements Awaited {}

    /** An event that is done with; remembered to tell further labels for it from early ones. */
    record Settled(long since, long from, How how) implements Awaited {}

    /** How an event was settled. */
    enum How {
        LABELLED,
        SILENT
    }
}
