package io.headrace.benchmarks.figures;

import java.util.List;

/**
 * The same figure of several repetitions.
 *
 * @param median of an even number, the mean of the two in the middle
 */
public record Spread(double min, double median, double max) {

    /** @param values one at the least, in any order */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a spread of no values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }

    /** Such as {@code 0.66 (0.63 … 0.69)}; the median alone where there is nothing else. */
    public String ratio() {
        return min == max
                ? Numbers.ratio(median)
                : Numbers.ratio(median) + " (" + Numbers.ratio(min) + " … " + Numbers.ratio(max) + ")";
    }
}
