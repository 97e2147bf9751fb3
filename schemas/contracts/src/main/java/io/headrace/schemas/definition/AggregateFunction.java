package io.headrace.schemas.definition;

import java.util.Locale;

/** What is computed over a window's operands. */
public enum AggregateFunction {
    /** How many; 0 or more. */
    COUNT,
    /** How many a second of the window; 0 or more. */
    RATE,
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
    CHANGE,
    /** How many different ones; 0 or more. Exact up to 1,000, above that with a standard error of 1.6 %. */
    DISTINCT,
    /** The most frequent one, of several the smallest. Also missing where too many are different. */
    MODE,
    /** The share of the most frequent one. Also missing where too many are different. */
    MODE_SHARE;

    /** As definitions write it. */
    public String text() {
        return switch (this) {
            case MODE_SHARE -> "modeShare";
            case COUNT, RATE, SUM, MEAN, MIN, MAX, STDDEV, FIRST, LAST, ZSCORE, RATIO, CHANGE, DISTINCT, MODE ->
                name().toLowerCase(Locale.ROOT);
        };
    }

    /** Whether it may be of all events, whatever they bring. */
    public boolean takesAll() {
        return this == COUNT || this == RATE;
    }

    /** Whether its value is one of the operands, and so a category where these are texts. */
    public boolean isOneOfTheOperands() {
        return switch (this) {
            case FIRST, LAST, MODE -> true;
            case COUNT, RATE, SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO, CHANGE, DISTINCT, MODE_SHARE -> false;
        };
    }

    /** Whether its operands have an order, of which it may take another one than the first. */
    public boolean takesNth() {
        return switch (this) {
            case LAST, MODE, MODE_SHARE -> true;
            case COUNT, RATE, SUM, MEAN, MIN, MAX, STDDEV, FIRST, ZSCORE, RATIO, CHANGE, DISTINCT -> false;
        };
    }

    /** Whether its operands may be texts. */
    public boolean takesTexts() {
        return switch (this) {
            case COUNT, RATE, FIRST, LAST, DISTINCT, MODE, MODE_SHARE -> true;
            case SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO, CHANGE -> false;
        };
    }

    /** Whether it compares the event with the earlier ones, so that the window is always without the event. */
    public boolean isComparison() {
        return switch (this) {
            case ZSCORE, RATIO, CHANGE -> true;
            case COUNT, RATE, SUM, MEAN, MIN, MAX, STDDEV, FIRST, LAST, DISTINCT, MODE, MODE_SHARE -> false;
        };
    }
}
