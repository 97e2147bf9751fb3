package io.headrace.connectors.csv.reading;

import java.time.Instant;

/** The time of rows that have none of their own: one second a row. */
public final class RowOrder {

    /** Where it begins; the first row is one second later. */
    public static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private RowOrder() {}

    /** @param row from 1 */
    public static long millis(long row) {
        return EPOCH.toEpochMilli() + row * 1000;
    }
}
