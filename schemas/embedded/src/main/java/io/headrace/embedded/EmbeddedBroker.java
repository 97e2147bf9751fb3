package io.headrace.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One Apache Kafka broker with its controller in this process, its log on disk: started again it goes on where it was. */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int NODE = 1;

    /** The same for every directory, so that formatting one again is harmless wherever a first attempt was cut off. */
    private static final Uuid CLUSTER = new Uuid(0x6865616472616365L, 0x656d626564646564L);

    private static final long START_TIMEOUT_SECONDS = 60;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts on any free port. */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, 0);
    }

    /**
     * Starts on a port and waits until clients are served.
     *
     * @param directory for the log, made where it is missing
     * @param port 0 for any free one
     * @throws StartFailure when the port is taken or the broker does not come up
     */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /** The same with a further listener, which is how outside brokers are mostly reached. */
    public static EmbeddedBroker start(Path directory, SecureListener listener) {
        return start(directory, 0, listener.settings());
    }

    private static EmbeddedBroker start(Path directory, int port, Map<String, String> listener) {
        int brokerPort = Ports.orFree(port);
        Ports.require(brokerPort, "broker", "--broker-port");
        int controllerPort = Ports.free();
        boolean killed = KilledBroker.leftBehind(directory);
        format(directory);
        if (killed) {
            KilledBroker.fence(config(controllerAlone(directory, controllerPort)));
        }
        Map<String, Object> settings = settings(directory, brokerPort, controllerPort);
        listener.forEach((name, value) ->
                settings.merge(name, value, (ours, theirs) -> ours + "," + theirs)); // lists of listeners
        KafkaRaftServer server = new KafkaRaftServer(config(settings), Time.SYSTEM);
        try {
            server.startup();
            awaitServing("127.0.0.1:" + brokerPort);
        } catch (RuntimeException e) {
            server.shutdown();
            throw new StartFailure("the broker did not start on " + directory + ": " + e.getMessage(), e);
        }
        return new EmbeddedBroker(server, "127.0.0.1:" + brokerPort);
    }

    /** For clients' {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    static void format(Path directory) {
        try {
            Files.createDirectories(directory);
            Formatter formatter = new Formatter();
            formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            formatter.setClusterId(CLUSTER.toString());
            formatter.setNodeId(NODE);
            formatter.addDirectory(directory.toString());
            formatter.setMetadataLogDirectory(directory.toString());
            formatter.setControllerListenerName("CONTROLLER");
            formatter.setReleaseVersion(MetadataVersion.latestProduction());
            formatter.setIgnoreFormatted(true);
            formatter.run();
        } catch (IOException e) {
            throw new StartFailure("the broker's directory " + directory + " cannot be written: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new StartFailure(
                    "the broker's directory " + directory + " cannot be formatted: " + e.getMessage(), e);
        }
    }

    private static KafkaConfig config(Map<String, Object> settings) {
        settings.replaceAll((_, value) -> value.toString());
        return new KafkaConfig(settings, false);
    }

    private static Map<String, Object> settings(Path directory, int brokerPort, int controllerPort) {
        Map<String, Object> settings = common(directory, controllerPort);
        settings.put("process.roles", "broker,controller");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("auto.create.topics.enable", false);
        singleNode(settings);
        return settings;
    }

    /** A controller that gives a broker up as soon as it can: there is none. */
    private static Map<String, Object> controllerAlone(Path directory, int controllerPort) {
        Map<String, Object> settings = common(directory, controllerPort);
        settings.put("process.roles", "controller");
        settings.put("listeners", "CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("broker.session.timeout.ms", 200);
        settings.put("broker.heartbeat.interval.ms", 50);
        return settings;
    }

    private static Map<String, Object> common(Path directory, int controllerPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("node.id", NODE);
        settings.put("log.dirs", directory.toString());
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        return settings;
    }

    /** A broker alone: one replica of everything, few internal partitions, no waiting for members that will not come. */
    private static void singleNode(Map<String, Object> settings) {
        settings.put("offsets.topic.replication.factor", 1);
        settings.put("offsets.topic.num.partitions", 4);
        settings.put("transaction.state.log.replication.factor", 1);
        settings.put("transaction.state.log.min.isr", 1);
        settings.put("transaction.state.log.num.partitions", 4);
        // A new transaction that wants to write waits for the one before to end: looked for every 2 ms, not 20,
        // and for 5 s, not 100 ms, before it is refused.
        settings.put("add.partitions.to.txn.retry.backoff.ms", 2);
        settings.put("add.partitions.to.txn.retry.backoff.max.ms", 5_000);
        settings.put("share.coordinator.state.topic.replication.factor", 1);
        settings.put("share.coordinator.state.topic.min.isr", 1);
        settings.put("share.coordinator.state.topic.num.partitions", 1);
        settings.put("group.initial.rebalance.delay.ms", 0);
        settings.put("log.cleaner.dedupe.buffer.size", 16L * 1024 * 1024);
        settings.put("log.segment.bytes", 64 * 1024 * 1024);
        settings.put("num.network.threads", 2);
        settings.put("num.io.threads", 4);
        settings.put("background.threads", 2);
    }

    private static void awaitServing(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.describeCluster().nodes().get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while the broker started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure("it answers no client on " + bootstrapServers, e);
        }
    }
}
