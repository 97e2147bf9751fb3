package io.headrace.schemas.feature;

/** What turned out to be true of an event. */
public sealed interface Label {

    /** The event's class, as text. */
    record Category(String name) implements Label {}

    /** The event's quantity. */
    record Quantity(double value) implements Label {}
}
