package io.headrace.features.timeline;

/** How long after its entry a value becomes known. */
public sealed interface Delay {

    /**
     * Always as long.
     *
     * @param millis 0 or more
     */
    record Fixed(long millis) implements Delay {}

    /**
     * As long as another column says.
     *
     * @param column of numbers, milliseconds; there where the value is
     */
    record Told(int column) implements Delay {}
}
