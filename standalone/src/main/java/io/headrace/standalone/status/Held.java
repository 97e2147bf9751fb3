package io.headrace.standalone.status;

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
                metrics.sum(HELD, "place", "stages")
                        + metrics.sum(HELD, "place", "rows")
                        + metrics.sum(HELD, "place", "learning"),
                metrics.sum(WAITING, "what", "rows"),
                metrics.sum(WAITING, "what", "labels"));
    }
}
