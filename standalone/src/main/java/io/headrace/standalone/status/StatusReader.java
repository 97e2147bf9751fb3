package io.headrace.standalone.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cleaning.topology.Discarded;
import io.headrace.embedded.StartFailure;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.status.SystemStatus.App;
import io.headrace.standalone.status.SystemStatus.Connector;
import io.headrace.standalone.status.SystemStatus.State;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.Backlog;
import io.headrace.standalone.topic.RecordCounter;
import io.headrace.standalone.topic.TopicCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks a running system for all it tells of itself. */
public final class StatusReader {

    private static final String COUNTS = "counts.json";

    private StatusReader() {}

    /** The file in a data directory that remembers what was counted. */
    public static Path memory(Path data) {
        return data.resolve(COUNTS);
    }

    /**
     * The status now. A system whose apps do not answer yet is starting.
     *
     * @throws StartFailure where the broker or the registry does not answer
     */
    public static SystemStatus read(Path data, ProcessHandle process, PipelineDefinition definition) {
        RunningSystem system = RunningSystem.of(data);
        PipelineName pipeline = definition.pipeline();
        Topics topics = new Topics(pipeline);
        List<App> apps = List.of();
        List<Connector> connectors = List.of();
        ServingModel model = ServingModel.of(definition, Optional.empty(), Optional.empty());
        PrometheusText metrics = PrometheusText.NONE;
        try (AppsHttp http = new AppsHttp(system.httpUrl())) {
            apps = apps(http.health());
            connectors = connectors(http);
            model = ServingModel.read(definition, http);
            metrics = new PrometheusText(http.text("/prometheus"));
        } catch (StartFailure notYet) {
            if (!apps.isEmpty()) {
                throw notYet;
            }
        }
        boolean started = !apps.isEmpty();
        Backlog backlog =
                started ? Backlog.read(system.bootstrapServers(), "headrace-" + pipeline.value() + "-") : Backlog.NONE;
        Map<String, TopicCount> counts = started ? counts(system, topics, data) : Map.of();
        NewestAlert newest = started ? NewestAlert.read(system, topics) : NewestAlert.NONE;
        return new SystemStatus(
                pipeline.value(),
                data,
                process.pid(),
                process.info().startInstant(),
                system,
                apps,
                connectors,
                model,
                EventCounts.of(topics, counts, discarded(metrics)),
                waiting(backlog, metrics),
                Held.of(metrics),
                newest.alert(),
                newest.notes());
    }

    /** The trainer commits what it is done with, a training at a time: how far it has read it says itself. */
    static SortedMap<String, Long> waiting(Backlog backlog, PrometheusText metrics) {
        SortedMap<String, Long> waiting = new TreeMap<>(backlog.byGroup());
        waiting.computeIfPresent("trainer", (_, _) -> metrics.sum("headrace_training_behind", Map.of()));
        return waiting;
    }

    /** What cleaning has counted. On the topics it is an event that came in and did not come out, as one that waits is. */
    static Discarded discarded(PrometheusText metrics) {
        String metric = "headrace_cleaning_discarded";
        return new Discarded(
                metrics.sum(metric, Map.of("stream", "events", "outcome", "duplicate")),
                metrics.sum(metric, Map.of("stream", "events", "outcome", "dropped")));
    }

    private static Map<String, TopicCount> counts(RunningSystem system, Topics topics, Path data) {
        List<String> counted = List.of(
                topics.raw(),
                topics.clean(),
                topics.labels(),
                topics.quarantine(),
                topics.features(),
                topics.examples(),
                topics.predictions(),
                topics.alerts());
        try (RecordCounter counter =
                RecordCounter.open(system.bootstrapServers(), counted, Optional.of(memory(data)))) {
            return counter.count();
        }
    }

    /** Apps are the health's parts that tell a state. */
    static List<App> apps(JsonNode health) {
        List<App> apps = new ArrayList<>();
        JsonNode parts = health.path("details");
        JsonNode failed = parts.path("failedApps").path("details");
        parts.properties().forEach(part -> {
            JsonNode detail = part.getValue().path("details").path("state");
            if (detail.isTextual() && !part.getKey().equals("apps")) {
                boolean up = part.getValue().path("status").asText().equals("UP");
                State state = up ? State.RUNNING : failed.has(part.getKey()) ? State.FAILED : State.STARTING;
                apps.add(new App(part.getKey(), state, up ? "" : detail.asText()));
            }
        });
        apps.sort(Comparator.comparing(App::name));
        return apps;
    }

    /** How a system's connectors fare. */
    public static List<Connector> connectors(AppsHttp http) {
        List<Connector> connectors = new ArrayList<>();
        http.get("/v1/connectors")
                .ifPresent(list -> list.forEach(one -> {
                    SortedMap<String, Long> figures = new TreeMap<>();
                    one.path("figures")
                            .properties()
                            .forEach(figure -> figures.put(
                                    figure.getKey(), figure.getValue().asLong()));
                    connectors.add(new Connector(
                            one.path("name").asText(),
                            switch (one.path("state").asText()) {
                                case "running", "paused" -> State.RUNNING;
                                case "failed" -> State.FAILED;
                                default -> State.STARTING;
                            },
                            one.path("detail").asText(),
                            one.path("records").asLong(),
                            figures));
                }));
        return connectors;
    }
}
