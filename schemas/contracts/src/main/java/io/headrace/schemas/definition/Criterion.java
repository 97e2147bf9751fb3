package io.headrace.schemas.definition;

/**
 * A bound on a metric.
 *
 * @param comparison which side of the bound is good
 * @param bound the bound, in the metric's unit
 */
public record Criterion(Metric metric, Comparison comparison, double bound) {

    public Criterion {
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("a bound is a finite number, found " + bound);
        }
    }

    /** Which side of a bound is good. */
    public enum Comparison {
        AT_LEAST,
        AT_MOST
    }

    /** Whether a value of the metric meets the bound; NaN never does. */
    public boolean isMetBy(double value) {
        return switch (comparison) {
            case AT_LEAST -> value >= bound;
            case AT_MOST -> value <= bound;
        };
    }

    @Override
    public String toString() {
        return metric.text() + (comparison == Comparison.AT_LEAST ? " >= " : " <= ") + bound;
    }
}
