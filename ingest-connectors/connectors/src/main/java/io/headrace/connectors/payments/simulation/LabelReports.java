package io.headrace.connectors.payments.simulation;

import java.time.Duration;

/**
 * When and of what labels are sent. The delay of each is uniform between the two bounds.
 *
 * @param earliest after the payment, 1 ms or more
 * @param latest not before {@code earliest}, 90 days at most
 * @param negatives whether genuine payments are confirmed too; otherwise of them there is silence
 */
public record LabelReports(Duration earliest, Duration latest, boolean negatives) {

    private static final Duration LONGEST = Duration.ofDays(90);

    /** Frauds only, after one to seven days. */
    public static final LabelReports WITHIN_A_WEEK = new LabelReports(Duration.ofDays(1), Duration.ofDays(7), false);

    public LabelReports {
        SimulationSettings.require(earliest.toMillis() >= 1, "earliest label", earliest, "PT0.001S or longer");
        SimulationSettings.require(
                latest.compareTo(earliest) >= 0 && latest.compareTo(LONGEST) <= 0,
                "latest label",
                latest,
                "between the earliest, " + earliest + ", and " + LONGEST);
    }

    /** How many days before a day may have payments whose labels are sent on it. */
    int reachDays() {
        return (int) latest.toDays() + 1;
    }

    long delayMillis(Draws draws) {
        double spread = latest.minus(earliest).toMillis() + 1.0;
        return earliest.toMillis() + (long) draws.uniform(0, spread);
    }
}
