package io.headrace.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import io.headrace.embedded.Ports;
import io.headrace.model.signing.SigningKeys;
import io.headrace.testing.Waits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * Kafka, schema registry and each app in a container of its own, on one network. The apps run as a cluster would run them: not as
 * root, with a root file system that cannot be written, within a gibibyte.
 */
final class ContainerLoop implements LoopSystem {

    private static final String REGISTRY_PATH = ServiceContainers.REGISTRY_PATH;
    private static final int HTTP = 8080;
    private static final int GRPC = 9090;
    private static final long APP_BYTES = 1024L * 1024 * 1024;

    private final Network network = Network.newNetwork();
    private final Path logs;
    private final Map<LoopApp, GenericContainer<?>> apps = new EnumMap<>(LoopApp.class);
    private final List<GenericContainer<?>> services = new ArrayList<>();
    private final int kafkaPort = Ports.free();
    private final GenericContainer<?> kafka;
    private final GenericContainer<?> registry;

    private ContainerLoop(Path logs) {
        this.logs = logs;
        this.kafka = service("kafka", ServiceContainers.kafka(kafkaPort));
        this.registry = service("schema-registry", ServiceContainers.registry());
    }

    static ContainerLoop start(Path definition, Path data) throws Exception {
        Path logs = Files.createDirectories(Path.of("target/loop-logs"));
        ContainerLoop loop = new ContainerLoop(logs);
        try {
            Startables.deepStart(loop.services).join();
            loop.requireBackwardCompatibility();
            Path keys = keys(data);
            for (LoopApp app : LoopApp.values()) {
                loop.apps.put(app, loop.app(app, definition.toAbsolutePath().getParent(), keys));
            }
            Startables.deepStart(loop.apps.values()).join();
            loop.apps.forEach(ContainerLoop::requireNotRoot);
            return loop;
        } catch (Exception e) {
            loop.close();
            throw e;
        }
    }

    private GenericContainer<?> service(String name, GenericContainer<?> container) {
        named(name, container);
        services.add(container);
        return container;
    }

    /** On the network under a name, its log in a file of that name. */
    private void named(String name, GenericContainer<?> container) {
        container
                .withNetwork(network)
                .withNetworkAliases(name)
                .withStartupTimeout(Waits.SAFETY_NET)
                .withLogConsumer(new LogFile(logs.resolve(name + ".log")));
    }

    private GenericContainer<?> app(LoopApp app, Path pipeline, Path keys) {
        GenericContainer<?> container =
                new GenericContainer<>(DockerImageName.parse(ServiceContainers.REPOSITORY + app.lowerCaseName()));
        named(app.lowerCaseName(), container);
        Map<String, String> settings = new HashMap<>();
        settings.put("HEADRACE_PIPELINE", "/etc/headrace/pipeline/parcels.yaml");
        settings.put("HEADRACE_PARTITIONS", "2");
        settings.put("HEADRACE_MONITOR_CYCLE", "PT0S");
        settings.put("HEADRACE_FEATURES_ADDRESSES", "features:" + GRPC);
        settings.put("KAFKA_BOOTSTRAP_SERVERS", "kafka:19092");
        settings.put("SCHEMA_REGISTRY_URL", "http://schema-registry:" + HTTP + REGISTRY_PATH);
        // Seven processes start at once here, each for a minute.
        settings.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        container.withEnv(settings);
        container.withFileSystemBind(pipeline.toString(), "/etc/headrace/pipeline", BindMode.READ_ONLY);
        container.withFileSystemBind(keys.toString(), "/etc/headrace/keys", BindMode.READ_ONLY);
        container.withTmpFs(Map.of("/tmp", "rw,exec", "/var/lib/headrace", "rw"));
        container.withCreateContainerCmdModifier(command -> restrict(command.getHostConfig()));
        container.addExposedPort(HTTP);
        if (app == LoopApp.SCORING) {
            container.addExposedPort(GRPC);
        }
        container.waitingFor(Wait.forHttp("/health/readiness").forPort(HTTP).withStartupTimeout(Waits.SAFETY_NET));
        return container;
    }

    private static void restrict(HostConfig host) {
        host.withReadonlyRootfs(true).withMemory(APP_BYTES);
    }

    private static void requireNotRoot(LoopApp app, GenericContainer<?> container) {
        String user = container.getContainerInfo().getConfig().getUser();
        assertThat(user).as("user of the image " + app.lowerCaseName()).startsWith("10001");
    }

    /** A key pair that the containers' user can read. */
    private static Path keys(Path data) throws IOException {
        Path keys = Files.createDirectories(data.resolve("keys"));
        Path signing = keys.resolve("signing.pem");
        SigningKeys.readOrGenerate(signing, keys.resolve("verifying.pem"));
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(signing, PosixFilePermissions.fromString("rw-r--r--"));
        return keys;
    }

    private void requireBackwardCompatibility() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(registryUrl() + "/config"))
                            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                            .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    @Override
    public String bootstrapServers() {
        return kafka.getHost() + ":" + kafkaPort;
    }

    @Override
    public String registryUrl() {
        return address(registry, HTTP, "http://") + REGISTRY_PATH;
    }

    @Override
    public String url(LoopApp app) {
        return address(apps.get(app), HTTP, "http://");
    }

    @Override
    public String grpcAddress() {
        return address(apps.get(LoopApp.SCORING), GRPC, "");
    }

    private static String address(GenericContainer<?> container, int port, String scheme) {
        return scheme + container.getHost() + ":" + container.getMappedPort(port);
    }

    @Override
    public void close() {
        apps.values().parallelStream().forEach(GenericContainer::stop);
        services.parallelStream().forEach(GenericContainer::stop);
        network.close();
    }
}
