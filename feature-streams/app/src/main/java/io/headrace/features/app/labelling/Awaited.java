package io.headrace.features.app.labelling;

import io.headrace.schemas.feature.Label;

/** What is remembered of an event id while its row or its label is awaited, and for a while afterwards. */
public sealed interface Awaited {

    /** Since when it waits, epoch milliseconds by the wall clock. */
    long since();

    /**
     * A row without a label yet.
     *
     * @param eventTime epoch milliseconds
     * @param row its bytes as stored
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from store to outcome, never compared
    record Row(long since, long eventTime, byte[] row) implements Awaited {}

    /**
     * A label that came before its row.
     *
     * @param labelTime epoch milliseconds at which it became known
     */
    record EarlyLabel(long since, long labelTime, Label label) implements Awaited {}

    /**
     * An event that is done with; remembered to tell further labels for it from early ones.
     *
     * @param since when its row came, or when it was given up: as its neighbours in event time
     * @param eventTime epoch milliseconds
     */
    record Settled(long since, long eventTime, How how) implements Awaited {}

    /** How an event was settled. */
    enum How {
        LABELLED,
        SILENT
    }
}
