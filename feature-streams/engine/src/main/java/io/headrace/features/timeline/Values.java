package io.headrace.features.timeline;

import java.util.Optional;

/**
 * What an entry brings to a timeline. Immutable by convention: the arrays are handed over, since there is one for each event.
 *
 * @param numbers by column of numbers or classes; NaN is missing
 * @param texts by column of texts; the empty string is missing
 */
@SuppressWarnings("ArrayRecordComponent") // made for each event, never compared
public record Values(double[] numbers, String[] texts) {

    private static final String[] NO_TEXTS = {};

    boolean isText(int column) {
        return column >= numbers.length;
    }

    double number(int column) {
        return numbers[column];
    }

    /** Of a column of texts, which stand behind those of numbers. */
    public String text(int column) {
        return texts[column - numbers.length];
    }

    /** Whether there is a value in a column. */
    public boolean has(int column) {
        return isText(column) ? !text(column).isEmpty() : !Double.isNaN(number(column));
    }

    /** The value in a column, where there is one, of an entry at a time whose id does not matter. */
    public Optional<Timeline.Found> found(long time, int column) {
        if (!has(column)) {
            return Optional.empty();
        }
        return Optional.of(
                isText(column)
                        ? new Timeline.Found(time, 0, Double.NaN, text(column))
                        : new Timeline.Found(time, 0, number(column), ""));
    }

    /** Where there are no columns of texts. */
    public static Values ofNumbers(double... numbers) {
        return new Values(numbers, NO_TEXTS);
    }
}
