package io.headrace.schemas.definition;

/** How a label's value is written in the labels topic. */
public enum LabelType {
    /** Avro boolean; the classes are "true" and "false". */
    BOOLEAN,
    /** Avro long; the classes are its decimal digits. */
    LONG,
    /** Avro string. */
    STRING,
    /** Avro double: a regression's quantity. */
    DOUBLE
}
