package io.headrace.ingest.connect;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.isolation.LoaderSwap;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.KafkaConfigBackingStore;
import org.apache.kafka.connect.storage.KafkaOffsetBackingStore;
import org.apache.kafka.connect.storage.KafkaStatusBackingStore;
import org.apache.kafka.connect.util.ConnectorTaskId;
import org.apache.kafka.connect.util.FutureCallback;
import org.apache.kafka.connect.util.SharedTopicAdmin;

/**
 * One Kafka Connect worker of a group of its own, put together here rather than by Kafka's command line: that one starts a
 * web server, looks through the whole class path, and ends the process when it fails. Without the web server workers cannot
 * reach each other, so it must be the only one of its group. Safe for use by many threads.
 */
final class ConnectWorker implements AutoCloseable {

    private static final List<String> NO_REST_NAMESPACE = List.of();

    private final Plugins plugins;
    private final DistributedHerder herder;

    private ConnectWorker(Plugins plugins, DistributedHerder herder) {
        this.plugins = plugins;
        this.herder = herder;
    }

    /**
     * Starts it; it joins its group in the background.
     *
     * @throws org.apache.kafka.common.KafkaException for bad settings or when Kafka does not answer
     */
    static ConnectWorker start(Map<String, String> settings) {
        Plugins plugins = new Plugins(settings);
        try (LoaderSwap _ = plugins.withClassLoader(plugins.delegatingLoader())) {
            ConnectWorker worker = new ConnectWorker(plugins, herder(plugins, new DistributedConfig(settings)));
            worker.herder.start();
            return worker;
        }
    }

    private static DistributedHerder herder(Plugins plugins, DistributedConfig config) {
        String id = "headrace-" + UUID.randomUUID();
        SharedTopicAdmin admin = new SharedTopicAdmin(new HashMap<>(config.originals()));
        Converter json =
                plugins.newInternalConverter(true, JsonConverter.class.getName(), Map.of("schemas.enable", "false"));
        KafkaOffsetBackingStore offsets = new KafkaOffsetBackingStore(admin, () -> id + "-offsets", json);
        offsets.configure(config);
        ConnectorClientConfigOverridePolicy policy = new AllConnectorClientConfigOverridePolicy();
        Worker worker = new Worker(id, Time.SYSTEM, plugins, config, offsets, policy);
        KafkaStatusBackingStore statuses =
                new KafkaStatusBackingStore(Time.SYSTEM, worker.getInternalValueConverter(), admin, id + "-statuses");
        statuses.configure(config);
        KafkaConfigBackingStore configs = new KafkaConfigBackingStore(
                worker.getInternalValueConverter(), config, worker.configTransformer(), admin, id + "-configs");
        return new DistributedHerder(
                config,
                Time.SYSTEM,
                worker,
                config.kafkaClusterId(),
                statuses,
                configs,
                id,
                noRestClient(),
                policy,
                NO_REST_NAMESPACE,
                admin);
    }

    /** Kafka's own MirrorMaker does without, too: only forwarding to another worker needs it. */
    @SuppressWarnings("NullAway") // Kafka takes null here and says so nowhere.
    private static org.apache.kafka.connect.runtime.rest.RestClient noRestClient() {
        return null;
    }

    /**
     * Creates a connector or gives it other settings; the same settings again do nothing.
     *
     * @throws ExecutionException with Kafka Connect's reason: a {@link
     *     org.apache.kafka.connect.runtime.rest.errors.BadRequestException} for bad settings; others may pass
     */
    void put(String name, Map<String, String> settings, long timeoutMillis)
            throws ExecutionException, InterruptedException, TimeoutException {
        FutureCallback<Herder.Created<ConnectorInfo>> done = new FutureCallback<>();
        Map<String, String> named = new HashMap<>(settings);
        named.put("name", name);
        herder.putConnectorConfig(name, named, true, done);
        Object unusedCreated = done.get(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    /** Ends a connector that Kafka still knows from an earlier start. */
    void remove(String name, long timeoutMillis) throws ExecutionException, InterruptedException, TimeoutException {
        FutureCallback<Herder.Created<ConnectorInfo>> done = new FutureCallback<>();
        herder.deleteConnectorConfig(name, done);
        Object unusedDeleted = done.get(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    Collection<String> connectors() {
        return herder.connectors();
    }

    /** How a connector and its tasks fare. */
    ConnectorHealth health(String name) {
        try {
            ConnectorStateInfo state = herder.connectorStatus(name);
            return ConnectorHealth.of(state);
        } catch (NotFoundException e) {
            return new ConnectorHealth.Waiting("it has not started yet");
        }
    }

    /** Starts again what has failed of a connector. */
    void restartFailed(String name) {
        ConnectorStateInfo state = herder.connectorStatus(name);
        if (ConnectorHealth.failed(state.connector().state())) {
            herder.restartConnector(name, (_, _) -> {});
        }
        state.tasks().stream()
                .filter(task -> ConnectorHealth.failed(task.state()))
                .forEach(task -> herder.restartTask(new ConnectorTaskId(name, task.id()), (_, _) -> {}));
    }

    void pause(String name) {
        herder.pauseConnector(name);
    }

    void resume(String name) {
        herder.resumeConnector(name);
    }

    /** Records a connector's tasks have written since they started. */
    double recordsWritten(String connector) {
        return figures(connector, "source-task-metrics").getOrDefault("source-record-write-total", 0.0);
    }

    /** What a connector's tasks tell of themselves: sums over them, by Kafka Connect's name of the metric. */
    SortedMap<String, Double> ownFigures(String connector) {
        return figures(connector, "plugins");
    }

    private SortedMap<String, Double> figures(String connector, String group) {
        SortedMap<String, Double> figures = new TreeMap<>();
        for (var metric : herder.connectMetrics().metrics().metrics().entrySet()) {
            MetricName name = metric.getKey();
            if (name.group().equals(group)
                    && connector.equals(name.tags().get("connector"))
                    && metric.getValue().metricValue() instanceof Number number) {
                figures.merge(name.name(), number.doubleValue(), Double::sum);
            }
        }
        return figures;
    }

    @Override
    public void close() {
        try (LoaderSwap _ = plugins.withClassLoader(plugins.delegatingLoader())) {
            herder.stop();
        }
    }
}
