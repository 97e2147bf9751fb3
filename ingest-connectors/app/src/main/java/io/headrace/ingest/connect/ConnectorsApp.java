package io.headrace.ingest.connect;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.runtime.rest.errors.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors of {@code headrace.connectors.}: a thread of its own starts the worker, hands it the connectors, and starts
 * again those that fail, after a pause that grows. Without connectors there is no worker.
 */
@Singleton
public final class ConnectorsApp implements HeadraceApp {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorsApp.class);

    private static final long CHECK_MILLIS = 500;
    private static final long RETRY_MILLIS = 2_000;
    private static final long ANSWER_MILLIS = 30_000;

    private final ConnectSettings settings;
    private final MeterRegistry meters;
    private final Map<String, RestartPause> pauses = new HashMap<>();
    private volatile AppState state = new AppState.Starting("not started");
    private volatile boolean closing;
    private volatile @Nullable ConnectWorker worker;
    private @Nullable Thread keeper;

    ConnectorsApp(ConnectSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "connectors";
    }

    @Override
    public synchronized void start() {
        if (settings.connectors().isEmpty()) {
            LOG.info("No connectors are set (headrace.connectors.NAME.connector.class); events come by HTTP only");
            state = new AppState.Running();
            return;
        }
        settings.connectors().keySet().forEach(this::register);
        keeper = Thread.ofPlatform().name("connectors").start(this::keep);
    }

    @Override
    public AppState state() {
        return state;
    }

    private void keep() {
        try {
            ConnectWorker started = startWorker();
            handOver(started);
            while (!closing) {
                state = check(started);
                Thread.sleep(CHECK_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted, which only closing does");
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Kafka may be away for the moment; only settings no worker can start with are final. */
    private ConnectWorker startWorker() throws InterruptedException {
        while (true) {
            try {
                state = new AppState.Starting("the Kafka Connect worker starts");
                FormerTransactions.end(settings);
                ConnectWorker started = ConnectWorker.start(settings.worker());
                worker = started;
                return started;
            } catch (ConfigException e) {
                throw e;
            } catch (KafkaException e) {
                LOG.warn("The Kafka Connect worker cannot start and tries again: {}", e.getMessage());
                state = new AppState.Starting("the Kafka Connect worker cannot start: " + e.getMessage());
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private void handOver(ConnectWorker to) throws InterruptedException {
        for (Map.Entry<String, Map<String, String>> connector :
                settings.connectors().entrySet()) {
            state = new AppState.Starting("connector " + connector.getKey() + " is handed to the worker");
            patiently(connector.getKey(), () -> to.put(connector.getKey(), connector.getValue(), ANSWER_MILLIS));
        }
        for (String known : to.connectors()) {
            if (!settings.connectors().containsKey(known)) {
                LOG.info("Connector {} is no longer set and ends", known);
                patiently(known, () -> to.remove(known, ANSWER_MILLIS));
            }
        }
    }

    private interface Request {
        void send() throws ExecutionException, InterruptedException, TimeoutException;
    }

    /** Asks again while the worker is between two generations of its group; bad settings are final. */
    private void patiently(String connector, Request request) throws InterruptedException {
        while (!closing) {
            try {
                request.send();
                return;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof BadRequestException bad) {
                    throw new IllegalArgumentException(
                            "headrace.connectors." + connector + ": " + settingsMistakes(bad), bad);
                }
                LOG.info("The worker asks for patience: {}", String.valueOf(e.getCause()));
                Thread.sleep(CHECK_MILLIS);
            } catch (TimeoutException e) {
                LOG.warn("The worker has not answered for {} ms; is Kafka there?", ANSWER_MILLIS);
            }
        }
    }

    /** Kafka Connect's list, without its first line and its hint at a web server that is not there. */
    private static String settingsMistakes(BadRequestException bad) {
        String mistakes = String.valueOf(bad.getMessage())
                .lines()
                .filter(line ->
                        !line.startsWith("Connector configuration is invalid") && !line.startsWith("You can also find"))
                .collect(Collectors.joining("; "));
        return mistakes.isEmpty() ? String.valueOf(bad.getMessage()) : mistakes;
    }

    private AppState check(ConnectWorker of) {
        Optional<String> trouble = Optional.empty();
        for (String name : settings.connectors().keySet()) {
            Optional<String> its = switch (of.health(name)) {
                case ConnectorHealth.Running _ -> {
                    restartPause(name).recovered(System.nanoTime());
                    yield Optional.<String>empty();
                }
                case ConnectorHealth.Paused() -> Optional.<String>empty();
                case ConnectorHealth.Waiting(String detail) -> Optional.of("connector " + name + ": " + detail);
                case ConnectorHealth.Failed(String reason) -> {
                    restart(of, name, reason);
                    yield Optional.of("connector " + name + " failed and is started again: " + reason);
                }
            };
            trouble = trouble.or(() -> its);
        }
        return trouble.<AppState>map(AppState.Starting::new).orElseGet(AppState.Running::new);
    }

    private void restart(ConnectWorker of, String name, String reason) {
        if (restartPause(name).over(System.nanoTime())) {
            LOG.warn("Connector {} failed and is started again: {}", name, reason);
            of.restartFailed(name);
        }
    }

    private RestartPause restartPause(String name) {
        return pauses.computeIfAbsent(name, _ -> new RestartPause());
    }

    private void fail(RuntimeException reason) {
        if (!closing) {
            LOG.error("Connectors cannot run: {}", reason.getMessage(), reason);
            state = new AppState.Failed(String.valueOf(reason.getMessage()));
        }
    }

    private void register(String connector) {
        FunctionCounter.builder("headrace.connector.records", this, app -> app.recordsWritten(connector))
                .description("Records the connector's tasks have written since they started")
                .tag("connector", connector)
                .register(meters);
        Gauge.builder("headrace.connector.running", this, app -> app.runs(connector) ? 1 : 0)
                .description("1 while the connector and a task of it run, else 0")
                .tag("connector", connector)
                .register(meters);
    }

    /**
     * Gives a running connector other settings, until the process ends; it starts anew with them where it was.
     *
     * @param changed replace those of the same name
     * @throws IllegalArgumentException for a connector that is not set, or settings it cannot take
     * @throws IllegalStateException before the worker runs
     */
    public void change(String connector, Map<String, String> changed) throws InterruptedException {
        ConnectWorker now = running(connector);
        Map<String, String> all = new HashMap<>(settings.connectors().getOrDefault(connector, Map.of()));
        all.putAll(changed);
        patiently(connector, () -> now.put(connector, all, ANSWER_MILLIS));
    }

    /**
     * Lets a connector send nothing until it is told to go on: soon, not at once. Kafka Connect keeps that across starts.
     *
     * @throws IllegalArgumentException for a connector that is not set
     * @throws IllegalStateException before the worker runs
     */
    public void pause(String connector) {
        running(connector).pause(connector);
    }

    /**
     * Lets a connector go on where it was.
     *
     * @throws IllegalArgumentException for a connector that is not set
     * @throws IllegalStateException before the worker runs
     */
    public void resume(String connector) {
        running(connector).resume(connector);
    }

    private ConnectWorker running(String connector) {
        ConnectWorker now = worker;
        if (!settings.connectors().containsKey(connector)) {
            throw new IllegalArgumentException("connector " + connector + " is not set; set are "
                    + settings.connectors().keySet());
        }
        if (now == null) {
            throw new IllegalStateException("connector " + connector + " cannot be changed yet: " + waiting());
        }
        return now;
    }

    /** Every connector that is set, in the order of their names. */
    List<ConnectorReport> reports() {
        ConnectWorker now = worker;
        return settings.connectors().keySet().stream()
                .sorted()
                .map(name -> now == null ? ConnectorReport.waiting(name, waiting()) : report(now, name))
                .toList();
    }

    private static ConnectorReport report(ConnectWorker of, String name) {
        try {
            return ConnectorReport.of(name, of.health(name), (long) of.recordsWritten(name), of.ownFigures(name));
        } catch (KafkaException e) {
            return ConnectorReport.waiting(name, "the worker does not answer: " + e.getMessage());
        }
    }

    private String waiting() {
        return switch (state) {
            case AppState.Starting(String detail) -> detail;
            case AppState.Failed(String reason) -> reason;
            case AppState.Running() -> "the worker starts";
            case AppState.Stopped() -> "the worker has stopped";
        };
    }

    private double recordsWritten(String connector) {
        ConnectWorker now = worker;
        return now == null ? 0 : now.recordsWritten(connector);
    }

    private boolean runs(String connector) {
        ConnectWorker now = worker;
        return now != null && now.health(connector) instanceof ConnectorHealth.Running;
    }

    @Override
    public synchronized void close() {
        closing = true;
        if (keeper != null) {
            keeper.interrupt();
        }
        if (worker != null) {
            worker.close();
            worker = null;
        }
        state = new AppState.Stopped();
    }
}
