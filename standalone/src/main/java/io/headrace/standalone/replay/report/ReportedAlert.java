package io.headrace.standalone.replay.report;

import io.headrace.schemas.avro.Alert;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * An alert that was raised.
 *
 * @param row row number, from 0, of the newest event at that time; empty where it is not known
 * @param eventTime of what raised it
 * @param kind such as DATA_DRIFT
 * @param severity INFO, WARNING or CRITICAL
 * @param sentence what, where, what was found, what was expected
 */
public record ReportedAlert(OptionalLong row, Instant eventTime, String kind, String severity, String sentence) {

    /** As on the alerts topic. */
    public static ReportedAlert of(Alert alert, OptionalLong row) {
        return new ReportedAlert(
                row,
                alert.getEventTime(),
                alert.getKind().name(),
                alert.getSeverity().name(),
                alert.getReason());
    }
}
