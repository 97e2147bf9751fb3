package io.headrace.monitor.performance;

import java.util.List;

/**
 * A prediction and what turned out to be true.
 *
 * @param eventTime of the event, epoch milliseconds
 * @param predicted binary: the positive class's probability; multiclass: every class's, in class order; regression: the
 *     quantity
 * @param truth binary: 1 for the positive class, else 0; multiclass: the class's index; regression: the quantity
 */
public record Outcome(long eventTime, List<Double> predicted, double truth) {

    public Outcome {
        predicted = List.copyOf(predicted);
    }

    double score() {
        return predicted.getFirst();
    }
}
