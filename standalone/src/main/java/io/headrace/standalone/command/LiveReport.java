package io.headrace.standalone.command;

import io.headrace.embedded.StartFailure;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.status.AppCounts;
import io.headrace.standalone.status.AppsHttp;
import io.headrace.standalone.status.ServingModel;
import io.headrace.standalone.status.StatusReader;
import io.headrace.standalone.status.StatusText;
import io.headrace.standalone.status.SystemStatus.Connector;
import io.headrace.standalone.status.SystemStatus.State;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.terminal.Terminal;
import io.headrace.standalone.topic.RecordCounter;
import io.headrace.standalone.topic.TopicCount;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code up} tells while it runs: one line of figures that is rewritten, and a line that stays for what one must know:
 * another model, an alert, a connector that fails or recovers. For one thread.
 */
final class LiveReport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveReport.class);

    private final Terminal terminal;
    private final PipelineDefinition definition;
    private final Topics topics;
    private final MeterRegistry meters;
    private final RecordCounter counter;
    private final NewAlerts alerts;
    private final AppsHttp http;

    private final Map<String, State> connectors = new HashMap<>();
    private Optional<ServingModel> serving = Optional.empty();
    private boolean duplicatesTold;
    private long eventsBefore = -1;
    private long nanosBefore;
    private String lineBefore = "";

    LiveReport(
            Terminal terminal, RunningSystem system, PipelineDefinition definition, MeterRegistry meters, Path data) {
        this.terminal = terminal;
        this.definition = definition;
        this.topics = new Topics(definition.pipeline());
        this.meters = meters;
        this.counter = RecordCounter.open(
                system.bootstrapServers(),
                List.of(topics.raw(), topics.labels(), topics.quarantine(), topics.predictions()),
                Optional.of(StatusReader.memory(data)));
        this.alerts = NewAlerts.open(system, topics);
        this.http = new AppsHttp(system.httpUrl());
    }

    /**
     * Looks once and tells what is new. What does not answer now is asked again the next time, and keeps nothing else from being
     * told.
     */
    void tick() {
        attempt("connectors", () -> StatusReader.connectors(http).forEach(this::connector));
        attempt("serving model", this::model);
        attempt("alerts", () -> alerts.tell(terminal));
        duplicates();
        attempt("line of figures", () -> figures(counter.count()));
    }

    private static void attempt(String what, Runnable part) {
        try {
            part.run();
        } catch (StartFailure | KafkaException | SchemaRegistryUnavailable e) {
            LOG.info("Not told now: {}: {}", what, e.getMessage());
        }
    }

    private void connector(Connector connector) {
        State before = connectors.put(connector.name(), connector.state());
        boolean news = switch (connector.state()) {
            case FAILED -> before != State.FAILED;
            case RUNNING -> before == State.FAILED;
            case STARTING -> false;
        };
        // While it is started again and again it is failed, then starting, then failed.
        if (before == State.FAILED && connector.state() == State.STARTING) {
            connectors.put(connector.name(), State.FAILED);
        }
        if (news) {
            terminal.line(
                    connector.state() == State.FAILED
                            ? "@|red ✘|@ connector " + connector.name() + " failed and is tried again: "
                                    + connector.detail()
                            : "@|green ✔|@ connector " + connector.name() + " runs again");
        }
    }

    private void model() {
        ServingModel model = ServingModel.read(definition, http);
        boolean first = serving.isEmpty();
        boolean changed = !serving.map(ServingModel::reference).equals(Optional.of(model.reference()));
        serving = Optional.of(model);
        if (changed && (!first || !model.baseline() || !model.isChampion())) {
            terminal.line((first ? "" : "@|green ✔|@ now serves ") + StatusText.model(model));
        }
    }

    /** They are dropped rightly when a source sends again, and wrongly when the id column does not identify. */
    private void duplicates() {
        if (!duplicatesTold && AppCounts.read(meters).duplicates() > 0) {
            duplicatesTold = true;
            terminal.line("@|yellow ⚠|@ events whose " + definition.events().id()
                    + " had come before are dropped; ./headrace status counts them");
        }
    }

    private void figures(SortedMap<String, TopicCount> counts) {
        long now = System.nanoTime();
        long events = records(counts, topics.raw());
        double rate = eventsBefore < 0 ? 0 : (events - eventsBefore) * 1e9 / (now - nanosBefore);
        eventsBefore = events;
        nanosBefore = now;
        String line = LiveLine.of(
                definition.pipeline().value(),
                events,
                rate,
                records(counts, topics.labels()),
                records(counts, topics.predictions()),
                records(counts, topics.quarantine()),
                serving.filter(model -> !model.baseline())
                        .map(ServingModel::reference)
                        .orElse("baseline"));
        if (!line.equals(lineBefore) && terminal.tryProgress(line)) {
            lineBefore = line;
        }
    }

    private static long records(SortedMap<String, TopicCount> counts, String topic) {
        return counts.getOrDefault(topic, TopicCount.NONE).records();
    }

    @Override
    public void close() {
        counter.close();
        alerts.close();
        http.close();
    }
}
