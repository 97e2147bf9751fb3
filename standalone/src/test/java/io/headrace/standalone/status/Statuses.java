package io.headrace.standalone.status;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.Severity;
import io.headrace.standalone.status.SystemStatus.App;
import io.headrace.standalone.status.SystemStatus.Connector;
import io.headrace.standalone.status.SystemStatus.State;
import io.headrace.standalone.system.RunningSystem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Systems to look at. */
final class Statuses {

    static final Alert ALERT = Alert.newBuilder()
            .setPipeline("rides")
            .setKind(AlertKind.DATA_DRIFT)
            .setSeverity(Severity.WARNING)
            .setReason("km moved")
            .setModel("rides@2")
            .setFeatures(List.of("km"))
            .setEventTime(Instant.parse("2026-01-02T03:04:05Z"))
            .setValues(Map.of("psi", 0.4))
            .build();

    private Statuses() {}

    static SystemStatus running() {
        return of(
                List.of(new App("cleaning", State.RUNNING, ""), new App("connectors", State.RUNNING, "")),
                new Connector("source", State.RUNNING, "", 40, figures(Map.of("rows", 1200L, "labels-waiting", 100L))));
    }

    static SystemStatus failing() {
        return of(
                List.of(
                        new App("cleaning", State.RUNNING, ""),
                        new App("connectors", State.STARTING, "connector source failed and is started again: b.csv")),
                new Connector("source", State.FAILED, "b.csv: its header is not that of a.csv", 0, figures(Map.of())));
    }

    private static SystemStatus of(List<App> apps, Connector connector) {
        return new SystemStatus(
                "rides",
                Path.of("/data/rides"),
                4711,
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                new RunningSystem(
                        "127.0.0.1:1",
                        "http://127.0.0.1:2",
                        "http://127.0.0.1:3",
                        "127.0.0.1:4",
                        Path.of("rides.yaml")),
                apps,
                List.of(connector),
                new ServingModel(
                        "rides@2",
                        Optional.of("rides@2"),
                        Optional.of("linear"),
                        Optional.of(Instant.parse("2026-01-01T00:01:00Z")),
                        new TreeMap<>(Map.of("logLoss", 0.25, "accuracy", 0.9)),
                        "logLoss"),
                new EventCounts(
                        1199,
                        1190,
                        4,
                        0,
                        3,
                        figures(Map.of("cleaning: km-positive", 2L, "csv: broken-row", 1L)),
                        1100,
                        1190,
                        1090,
                        1180,
                        1),
                figures(Map.of("cleaning", 3L, "scoring", 0L)),
                new Held(7, 90, 2),
                Optional.of(ALERT),
                List.of());
    }

    private static SortedMap<String, Long> figures(Map<String, Long> figures) {
        return new TreeMap<>(figures);
    }
}
