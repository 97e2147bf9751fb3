package io.headrace.standalone.system;

import io.headrace.embedded.DataDirectory;
import io.headrace.embedded.EmbeddedBroker;
import io.headrace.embedded.Ports;
import io.headrace.embedded.SchemaRegistryProcess;
import io.headrace.embedded.StartFailure;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.lifecycle.Apps;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Broker, schema registry and every app, started together and stopped in reverse. */
public final class LocalSystem implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSystem.class);

    private static final Duration APPS_TIMEOUT = Duration.ofSeconds(60);

    /**
     * With the broker in the same process a transaction costs a few milliseconds. Measured: with less, 5,000 events a second are
     * not held on two cores; with more, each prediction waits longer.
     */
    private static final int COMMIT_INTERVAL_MS = 25;

    /** A source that cannot be read is no reason not to serve: it is told of and tried again while the rest runs. */
    private static final String MAY_COME_LATER = "connectors";

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

    private final LocalSettings settings;
    private final StartListener listener;
    private final Preparation preparation;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile List<HeadraceApp> apps = List.of();
    private volatile Optional<SchemaRegistryProcess> registry = Optional.empty();
    private volatile OptionalLong registryGoneAt = OptionalLong.empty();
    private volatile boolean closed;

    private LocalSystem(LocalSettings settings, StartListener listener, Preparation preparation) {
        this.settings = settings;
        this.listener = listener;
        this.preparation = preparation;
    }

    /** What is done when the broker and the schema registry are there and before any app is. */
    @FunctionalInterface
    public interface Preparation {

        /** Gives properties for the apps; those that are set otherwise go before. */
        Map<String, String> prepare(RunningSystem running);
    }

    /** A system not yet started: it can be closed at any moment from here on. */
    public static LocalSystem prepare(LocalSettings settings, StartListener listener) {
        return prepare(settings, listener, _ -> Map.of());
    }

    /** The same, with something to be done before the apps start. */
    public static LocalSystem prepare(LocalSettings settings, StartListener listener, Preparation preparation) {
        return new LocalSystem(settings, listener, preparation);
    }

    /**
     * Starts everything.
     *
     * @return the apps' context
     * @throws StartFailure when a part cannot start; what had started is stopped again
     */
    public ApplicationContext start() {
        try {
            return startParts();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private ApplicationContext startParts() {
        DataDirectory data = keep(DataDirectory.open(settings.data()));
        if (settings.fresh()) {
            data.clear();
        }
        int httpPort = Ports.orFree(settings.httpPort());
        int grpcPort = Ports.orFree(settings.grpcPort());
        Ports.require(httpPort, "HTTP", "--http-port");
        Ports.require(grpcPort, "gRPC", "--grpc-port");
        long start = System.nanoTime();
        CompletableFuture<SchemaRegistryProcess> coming =
                SchemaRegistryProcess.startAsync(data.sub("schema-registry"), settings.registryPort());
        keep(() -> coming.thenAccept(SchemaRegistryProcess::close).get());
        EmbeddedBroker broker = keep(EmbeddedBroker.start(data.sub("broker"), settings.brokerPort()));
        listener.started("broker", broker.bootstrapServers(), since(start));
        SchemaRegistryProcess serving = await(coming);
        registry = Optional.of(serving);
        listener.started("schema registry", serving.url(), since(start));
        RunningSystem running = new RunningSystem(
                broker.bootstrapServers(),
                serving.url(),
                "http://127.0.0.1:" + httpPort,
                "127.0.0.1:" + grpcPort,
                settings.definition());
        running.write(data.path());
        return startApps(data.path(), running, httpPort, grpcPort);
    }

    private ApplicationContext startApps(Path data, RunningSystem running, int httpPort, int grpcPort) {
        Map<String, Object> properties = new HashMap<>(preparation.prepare(running));
        properties.putAll(settings.properties());
        long start = System.nanoTime();
        // One partition unless asked otherwise: everything in one order, so that a second run says the same.
        byDefault(properties, "headrace.partitions", 1);
        byDefault(properties, "headrace.streams.commit-interval-ms", COMMIT_INTERVAL_MS);
        byDefault(properties, Layout.PROPERTY, true);
        // Of all apps together: else the first one's name on the class path.
        byDefault(properties, "micronaut.application.name", "headrace");
        Layout.of(properties).keepIn(data);
        properties.put("headrace.pipeline", settings.definition().toString());
        properties.put("headrace.state-dir", data.resolve("apps").toString());
        properties.put("kafka.bootstrap.servers", running.bootstrapServers());
        properties.put("schema.registry.url", running.registryUrl());
        properties.put("micronaut.server.port", httpPort);
        properties.put("micronaut.server.host", "127.0.0.1");
        properties.put("grpc.server.port", grpcPort);
        properties.put("grpc.server.host", "127.0.0.1");
        properties.put(
                "headrace.signing.private-key", data.resolve("keys/signing.pem").toString());
        properties.put(
                "headrace.signing.public-key",
                data.resolve("keys/verifying.pem").toString());
        ApplicationContext context = keep(ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .properties(properties)
                .build());
        context.start();
        context.getBean(EmbeddedServer.class).start();
        apps = List.copyOf(context.getBean(Apps.class).all());
        awaitRunning();
        listener.started(apps.size() + " apps", running.httpUrl(), since(start));
        return context;
    }

    /** Where neither the user's properties nor the environment say otherwise. */
    private static void byDefault(Map<String, Object> properties, String name, Object value) {
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        properties.putIfAbsent(name, System.getenv().getOrDefault(variable, value.toString()));
    }

    private void awaitRunning() {
        long deadline = System.nanoTime() + APPS_TIMEOUT.toNanos();
        for (HeadraceApp app : apps) {
            while (!app.name().equals(MAY_COME_LATER) && app.state() instanceof AppState.Starting starting) {
                if (System.nanoTime() > deadline) {
                    throw new StartFailure(app.name() + " did not come up within " + APPS_TIMEOUT.toSeconds() + " s: "
                            + starting.detail());
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        requireRunning();
    }

    /**
     * Looks whether every app still runs, and the schema registry, which is a process of its own.
     *
     * @throws StartFailure naming the one that has failed and why
     */
    public void requireRunning() {
        registry.ifPresent(this::require);
        for (HeadraceApp app : apps) {
            if (app.state() instanceof AppState.Failed failed) {
                throw new StartFailure(app.name() + " failed: " + failed.reason());
            }
        }
    }

    /** What interrupts this process, in a terminal, interrupts the registry too: for a moment it may be gone because all ends. */
    private void require(SchemaRegistryProcess serving) {
        if (serving.isAlive()) {
            return;
        }
        long now = System.nanoTime();
        long since = registryGoneAt.orElse(now);
        registryGoneAt = OptionalLong.of(since);
        if (!closed && now - since > ENDS_WITHIN.toNanos()) {
            serving.requireRunning();
        }
    }

    private synchronized <T extends AutoCloseable> T keep(T part) {
        if (closed) {
            closeOne(part);
            throw new StartFailure("stopped while starting");
        }
        parts.push(part);
        return part;
    }

    /** Stops what has been started, the newest first. Safe to call at any moment, by any thread, more than once. */
    @Override
    public void close() {
        Deque<AutoCloseable> stopping;
        synchronized (this) {
            closed = true;
            stopping = new ArrayDeque<>(parts);
            parts.clear();
        }
        stopping.forEach(LocalSystem::closeOne);
    }

    private static void closeOne(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("a part did not stop cleanly: {}", e.toString());
        }
    }

    private static SchemaRegistryProcess await(CompletableFuture<SchemaRegistryProcess> coming) {
        try {
            return coming.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure("the schema registry did not start: " + e.getMessage(), e);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
