package io.headrace.connectors.payments.simulation;

/**
 * A change of the world: amounts inflate, and fraud moves from large amounts and compromised terminals to trying out stolen
 * cards by small payments, online and mostly at night.
 *
 * @param day the first day of the new world, 0 or more
 * @param inflation what genuine amounts are multiplied by from then on, above 0
 */
public record Drift(int day, double inflation) {

    public Drift {
        SimulationSettings.require(day >= 0, "drift day", day, "0 or more");
        SimulationSettings.require(inflation > 0 && inflation <= 100, "inflation", inflation, "above 0, at most 100");
    }
}
