package io.headrace.standalone.infer;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A column of the sample.
 *
 * @param place among the file's columns, from 0
 * @param name in the header
 * @param field its name in the schema
 * @param cells as in the file, row by row
 * @param codes texts that mean a missing value, the empty one among them
 * @param numbers by row, NaN where missing; of a TIME its milliseconds since 1970; empty where it is neither
 * @param distinct how many values there are, missing ones not counted
 * @param formats of a TIME, for the reader
 * @param whole of a NUMBER: all are whole
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers by the ten thousand; nobody writes to them.
public record Column(
        int place,
        String name,
        String field,
        Kind kind,
        List<String> cells,
        Set<String> codes,
        double[] numbers,
        int distinct,
        List<String> formats,
        boolean whole) {

    public boolean isMissing(int row) {
        return codes.contains(cells.get(row));
    }

    public long missing() {
        return cells.stream().filter(codes::contains).count();
    }

    /** Values that are there, ascending; of a NUMBER or TIME. */
    public double[] sorted() {
        double[] present =
                Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).toArray();
        Arrays.sort(present);
        return present;
    }

    Column as(Kind other) {
        return new Column(place, name, field, other, cells, codes, numbers, distinct, formats, whole);
    }
}
