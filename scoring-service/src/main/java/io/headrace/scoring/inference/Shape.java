package io.headrace.scoring.inference;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A tensor's shape: rows, or rows and columns.
 *
 * @param dimensions one or two, each 0 or more; -1 only in metadata, for any number of rows
 */
public record Shape(List<Long> dimensions) {

    public Shape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty() || dimensions.size() > 2) {
            throw new InvalidInference("has " + dimensions.size() + " dimensions, expected [rows] or [rows, columns]");
        }
        for (long dimension : dimensions) {
            if (dimension < -1 || dimension > Integer.MAX_VALUE) {
                throw new InvalidInference("has dimension " + dimension + ", expected 0 to " + Integer.MAX_VALUE);
            }
        }
    }

    public static Shape of(long rows, long columns) {
        return new Shape(List.of(rows, columns));
    }

    /** The shape of any number of rows. */
    public static Shape anyRows(long columns) {
        return of(-1, columns);
    }

    public long rows() {
        return dimensions.getFirst();
    }

    /** 1 where the shape has rows only. */
    public long columns() {
        return dimensions.size() == 1 ? 1 : dimensions.get(1);
    }

    public long elements() {
        return rows() * columns();
    }

    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
