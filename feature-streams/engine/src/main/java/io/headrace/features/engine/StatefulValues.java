package io.headrace.features.engine;

import java.util.Arrays;

/**
 * Values of stateful features, each in its feature's place in {@link FeatureProgram#stateful()} order: a number or a text, as the feature's
 * kind says. Filled by stages; for one thread at a time.
 */
public final class StatefulValues {

    private static final String[] NO_TEXTS = {};

    private final double[] numbers;

    /** As long as the numbers; none where no feature is a category. */
    private final String[] texts;

    /** All missing. */
    StatefulValues(int size, boolean categories) {
        numbers = new double[size];
        texts = categories ? new String[size] : NO_TEXTS;
        clear(0, size);
    }

    /** How many places there are. */
    public int size() {
        return numbers.length;
    }

    /** A number; NaN is missing. */
    public double number(int place) {
        return numbers[place];
    }

    /** A text; the empty string is missing. */
    public String text(int place) {
        return texts.length == 0 ? "" : texts[place];
    }

    public void number(int place, double value) {
        numbers[place] = value;
    }

    public void text(int place, String value) {
        texts[place] = value;
    }

    /** Makes places missing. */
    void clear(int from, int to) {
        Arrays.fill(numbers, from, to, Double.NaN);
        if (texts.length > 0) {
            Arrays.fill(texts, from, to, "");
        }
    }
}
