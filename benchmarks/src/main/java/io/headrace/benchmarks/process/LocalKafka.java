package io.headrace.benchmarks.process;

import io.headrace.embedded.Ports;
import io.headrace.embedded.SchemaRegistryProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A broker and a schema registry, each a process of its own. */
public final class LocalKafka implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final ChildProcess broker;
    private final String bootstrapServers;
    private final SchemaRegistryProcess registry;
    private final Admin admin;

    private LocalKafka(ChildProcess broker, String bootstrapServers, SchemaRegistryProcess registry, Admin admin) {
        this.broker = broker;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.admin = admin;
    }

    /** Starts both and waits until they answer. */
    public static LocalKafka start(Path directory) {
        CompletableFuture<SchemaRegistryProcess> registry =
                SchemaRegistryProcess.startAsync(directory.resolve("schema-registry"), 0);
        int port = Ports.free();
        ChildProcess broker = ChildProcess.start(
                "the broker",
                directory.resolve("broker.out"),
                ChildProcess.main(BrokerMain.class, directory.resolve("broker").toString(), String.valueOf(port)),
                Map.of());
        String bootstrapServers = "127.0.0.1:" + port;
        Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) START_TIMEOUT.toMillis()));
        try {
            admin.describeCluster().nodes().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted while the broker started", e);
        } catch (ExecutionException e) {
            broker.requireAlive();
            throw new BenchFailure("the broker did not start: " + e.getCause(), e);
        }
        return new LocalKafka(broker, bootstrapServers, registry.join(), admin);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The registry's Confluent API. */
    public String registryUrl() {
        return registry.url();
    }

    public Admin admin() {
        return admin;
    }

    /** What an app needs to find both. */
    Map<String, String> environment() {
        return Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers, "SCHEMA_REGISTRY_URL", registryUrl());
    }

    /** The broker's CPU time so far. */
    public Duration brokerCpu() {
        return broker.cpu();
    }

    @Override
    public void close() {
        admin.close();
        registry.close();
        broker.close();
    }
}
