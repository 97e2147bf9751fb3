package io.headrace.connectors.payments.simulation;

/**
 * A place in the sequence: before the record with this index on this day.
 *
 * @param day days since the start, 0 or more
 * @param index records of that day before this place, 0 or more
 */
public record StreamPosition(int day, int index) {

    public static final StreamPosition START = new StreamPosition(0, 0);

    public StreamPosition {
        SimulationSettings.require(day >= 0, "day", day, "0 or more");
        SimulationSettings.require(index >= 0, "index", index, "0 or more");
    }
}
