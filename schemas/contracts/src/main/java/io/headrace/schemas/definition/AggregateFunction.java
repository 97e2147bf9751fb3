package io.headrace.schemas.definition;

/** What is computed over a window's operands. */
public enum AggregateFunction {
    /** How many; 0 or more. */
    COUNT,
    SUM,
    /** Missing for an empty window, as are all that follow. */
    MEAN,
    MIN,
    MAX,
    /** Of the population; 0 for one operand. */
    STDDEV,
    /** The oldest event's. */
    FIRST,
    /** The newest event's. */
    LAST,
    /**
     * The event's own, less the mean of the earlier ones, in deviations (of the population) of the earlier ones. Also missing where there
     * are fewer than two of these, or all are equal.
     */
    ZSCORE,
    /** The event's own divided by the mean of the earlier ones. Also missing where that mean is 0. */
    RATIO,
    /** The event's own less that of the newest earlier event that has one. */
    CHANGE;

    /** Whether it compares the event with the earlier ones, so that the window is always without the event. */
    public boolean isComparison() {
        return switch (this) {
            case ZSCORE, RATIO, CHANGE -> true;
            case COUNT, SUM, MEAN, MIN, MAX, STDDEV, FIRST, LAST -> false;
        };
    }
}
