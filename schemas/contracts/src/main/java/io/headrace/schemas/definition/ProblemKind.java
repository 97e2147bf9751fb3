package io.headrace.schemas.definition;

/** What kind of value is predicted. */
public enum ProblemKind {
    /** One of two classes. */
    BINARY,
    /** One of three or more classes. */
    MULTICLASS,
    /** A quantity. */
    REGRESSION
}
