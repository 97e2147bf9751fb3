package io.headrace.ingest.connect;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one connector fares, for people.
 *
 * @param state {@code running}, {@code paused}, {@code waiting} or {@code failed}; one that has failed is started again after a pause
 * @param detail why it does not run; empty while it does or is paused
 * @param records it has written since it started
 * @param figures what it tells of itself, by name
 */
record ConnectorReport(String name, String state, String detail, long records, Map<String, Long> figures) {

    static ConnectorReport of(String name, ConnectorHealth health, long records, SortedMap<String, Double> figures) {
        SortedMap<String, Long> whole = new TreeMap<>();
        figures.forEach((figure, value) -> whole.put(figure, Math.round(value)));
        return switch (health) {
            case ConnectorHealth.Running() -> new ConnectorReport(name, "running", "", records, whole);
            case ConnectorHealth.Paused() -> new ConnectorReport(name, "paused", "", records, whole);
            case ConnectorHealth.Waiting(String detail) -> new ConnectorReport(name, "waiting", detail, records, whole);
            case ConnectorHealth.Failed(String reason) -> new ConnectorReport(name, "failed", reason, records, whole);
        };
    }

    static ConnectorReport waiting(String name, String detail) {
        return new ConnectorReport(name, "waiting", detail, 0, new TreeMap<>());
    }
}
