package io.headrace.connectors.payments.simulation;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What is simulated. The same settings give the same sequence on every machine.
 *
 * @param seed any number
 * @param customers card holders, 1 or more; each pays twice a day in the mean
 * @param terminals where they pay, 1 or more
 * @param radius how far a customer goes to a terminal on the plane of 100 by 100, above 0 up to 100
 * @param start the first day (UTC)
 * @param days how many days payments are made, 1 or more; labels go on until the last is sent. Empty: for ever
 * @param fraudIntensity scales how many terminals and customers are compromised, 0 or more. With 1 about 0.8 % of the
 *     payments are frauds, as in the Handbook; with 3 about 2.5 %
 * @param drift when and how it all changes; empty: never
 */
public record SimulationSettings(
        long seed,
        int customers,
        int terminals,
        double radius,
        LocalDate start,
        Optional<Integer> days,
        double fraudIntensity,
        Optional<Drift> drift,
        LabelReports labels,
        DirtRates dirt) {

    public SimulationSettings {
        require(customers >= 1, "customers", customers, "1 or more");
        require(terminals >= 1, "terminals", terminals, "1 or more");
        require(radius > 0 && radius <= Population.PLANE, "radius", radius, "above 0 and at most 100");
        days.ifPresent(count -> require(count >= 1, "days", count, "1 or more"));
        require(fraudIntensity >= 0 && fraudIntensity <= 50, "fraudIntensity", fraudIntensity, "between 0 and 50");
    }

    /** The Handbook's population for ever, without drift and without dirt. */
    public static SimulationSettings handbook(long seed) {
        return new SimulationSettings(
                seed,
                5_000,
                10_000,
                5,
                LocalDate.of(2026, 1, 1),
                Optional.empty(),
                1,
                Optional.empty(),
                LabelReports.WITHIN_A_WEEK,
                DirtRates.NONE);
    }

    static void require(boolean condition, String what, Object found, String right) {
        if (!condition) {
            throw new IllegalArgumentException(what + ": found " + found + "; right is " + right);
        }
    }
}
