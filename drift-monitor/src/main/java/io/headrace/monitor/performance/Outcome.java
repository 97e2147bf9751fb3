package io.headrace.monitor.performance;

import java.util.List;

/**
 * A prediction and what turned out to be true.
 *
 * @param sequence its place among all outcomes, in the order in which they count
 * @param eventTime of the event, epoch milliseconds
 * @param predicted binary: the positive class's probability; multiclass: every class's, in the version's class order;
 *     regression: the quantity
 * @param truth binary: 1 for the positive class, else 0; multiclass: the class's index in the version's order; regression: the
 *     quantity
 */
public record Outcome(long sequence, long eventTime, List<Double> predicted, double truth) {

    public Outcome {
        predicted = List.copyOf(predicted);
    }

    double score() {
        return predicted.getFirst();
    }
}
