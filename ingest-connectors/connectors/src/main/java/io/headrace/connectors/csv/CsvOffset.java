package io.headrace.connectors.csv;

import io.headrace.connectors.csv.reading.CsvPosition;
import io.headrace.connectors.csv.reading.CsvTrace;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the files have been sent.
 *
 * @param place before the oldest row whose label may still have to be sent: where to read again from
 * @param row the last row whose event was sent (or that went to quarantine)
 * @param time event time of the last event that was sent, epoch milliseconds
 * @param header tells one header from another
 * @param before tells the files before this one from others
 */
record CsvOffset(Place place, long row, long time, String header, FilesBefore before) {

    /** The one partition: files are a sequence. */
    static final Map<String, String> PARTITION = Map.of("source", "csv");

    /**
     * Before a row.
     *
     * @param rowsBefore how many rows are before it, in all files
     */
    record Place(String file, CsvPosition position, long rowsBefore) {}

    Map<String, Object> toMap() {
        return Map.of(
                "file", place.file(),
                "bytes", place.position().bytes(),
                "line", place.position().line(),
                "rowsBefore", place.rowsBefore(),
                "row", row,
                "time", time,
                "header", header,
                "trace", place.position().trace().text(),
                "before", before.text());
    }

    static Optional<CsvOffset> of(@Nullable Map<String, Object> stored) {
        if (stored == null) {
            return Optional.empty();
        }
        Place place = new Place(
                Objects.toString(stored.get("file")),
                new CsvPosition(number(stored, "bytes"), number(stored, "line"), trace(stored)),
                number(stored, "rowsBefore"));
        return Optional.of(new CsvOffset(
                place,
                number(stored, "row"),
                number(stored, "time"),
                Objects.toString(stored.get("header")),
                new FilesBefore(Objects.toString(stored.get("before"), ""))));
    }

    private static CsvTrace trace(Map<String, Object> stored) {
        return CsvTrace.parse(Objects.toString(stored.get("trace"))).orElse(CsvTrace.NONE);
    }

    private static long number(Map<String, Object> stored, String key) {
        return stored.get(key) instanceof Number number ? number.longValue() : 0;
    }
}
