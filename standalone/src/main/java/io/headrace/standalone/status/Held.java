package io.headrace.standalone.status;

import java.util.Map;

/**
 * What waits inside the apps: read, kept in a store, and not yet through.
 *
 * @param events events and labels that wait until no partition can bring an earlier one
 * @param rows feature rows that wait for their labels
 * @param labels labels that wait for their events
 */
record Held(long events, long rows, long labels) {

    private static final String HELD = "headrace_features_held";
    private static final String WAITING = "headrace_features_waiting";

    static Held of(PrometheusText metrics) {
        return new Held(
                metrics.sum(HELD, Map.of("place", "stages"))
                        + metrics.sum(HELD, Map.of("place", "rows"))
                        + metrics.sum(HELD, Map.of("place", "learning")),
                metrics.sum(WAITING, Map.of("what", "rows")),
                metrics.sum(WAITING, Map.of("what", "labels")));
    }
}
