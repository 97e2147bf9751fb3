package io.headrace.schemas.definition;

/** What is computed over a window's operands. */
public enum AggregateFunction {
    /** How many; 0 or more. */
    COUNT,
    SUM,
    /** Missing for an empty window, as are min, max and stddev. */
    MEAN,
    MIN,
    MAX,
    /** Of the population; 0 for one operand. */
    STDDEV
}
