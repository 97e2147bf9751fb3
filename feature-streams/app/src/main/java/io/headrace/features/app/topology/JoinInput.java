package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.GivenLabel;

/** What the label join reads, keyed by event id. */
sealed interface JoinInput {

    /**
     * A feature row.
     *
     * @param eventTime epoch milliseconds
     * @param bytes the record's value as stored
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record StoredRow(long eventTime, byte[] bytes) implements JoinInput {}

    /** A label. */
    record Given(GivenLabel label) implements JoinInput {}
}
