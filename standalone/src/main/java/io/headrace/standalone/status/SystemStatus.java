package io.headrace.standalone.status;

import io.headrace.schemas.avro.Alert;
import io.headrace.standalone.system.RunningSystem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A running system at one moment.
 *
 * @param data its directory
 * @param pid of its process
 * @param since when that started, where the machine tells
 * @param waiting records an app has still to read, by app
 * @param held what waits inside the apps
 * @param notes what could not be told, and why
 */
public record SystemStatus(
        String pipeline,
        Path data,
        long pid,
        Optional<Instant> since,
        RunningSystem where,
        List<App> apps,
        List<Connector> connectors,
        ServingModel model,
        EventCounts counts,
        SortedMap<String, Long> waiting,
        Held held,
        Optional<Alert> lastAlert,
        List<String> notes) {

    /** How an app, a connector or the whole fares. */
    public enum State {
        RUNNING,
        STARTING,
        FAILED
    }

    /** @param detail why it does not run; empty while it does */
    public record App(String name, State state, String detail) {}

    /**
     * @param detail why it does not run; empty while it does
     * @param records written since the process started
     * @param figures what it tells of itself
     */
    public record Connector(String name, State state, String detail, long records, SortedMap<String, Long> figures) {
        public Connector {
            figures = new TreeMap<>(figures);
        }

        /** One figure; empty where it does not tell it. */
        public Optional<Long> figure(String of) {
            return Optional.ofNullable(figures.get(of));
        }
    }

    public SystemStatus {
        apps = List.copyOf(apps);
        connectors = List.copyOf(connectors);
        waiting = new TreeMap<>(waiting);
        notes = List.copyOf(notes);
    }

    /** The worst of all parts; a system that tells of no app is starting. */
    public State state() {
        if (apps.stream().anyMatch(app -> app.state() == State.FAILED)
                || connectors.stream().anyMatch(connector -> connector.state() == State.FAILED)) {
            return State.FAILED;
        }
        boolean runs = !apps.isEmpty() && apps.stream().allMatch(app -> app.state() == State.RUNNING);
        return runs ? State.RUNNING : State.STARTING;
    }
}
