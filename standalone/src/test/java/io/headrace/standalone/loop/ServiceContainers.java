package io.headrace.standalone.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** What the apps need, in containers of our own image or, by system property, of any other. */
final class ServiceContainers {

    /** What comes before an image's name. */
    static final String REPOSITORY = System.getProperty("headrace.loop.repository", "headrace") + "/";

    /** Of the Confluent API, with Apicurio. */
    static final String REGISTRY_PATH = "/apis/ccompat/v7";

    private static final String OWN_SERVICES = REPOSITORY + "test-services";
    private static final String KAFKA_IMAGE = System.getProperty("headrace.loop.kafka-image", OWN_SERVICES);
    private static final String REGISTRY_IMAGE = System.getProperty("headrace.loop.registry-image", OWN_SERVICES);
    private static final int KAFKA_OUTSIDE = 9092;
    private static final int HTTP = 8080;

    private ServiceContainers() {}

    /**
     * A broker set up by variables that Kafka's official image and our own take alike. Inside it is {@code kafka:19092}.
     *
     * @param port on this machine
     */
    static GenericContainer<?> kafka(int port) {
        GenericContainer<?> kafka = new GenericContainer<>(DockerImageName.parse(KAFKA_IMAGE));
        String host = DockerClientFactory.instance().dockerHostIpAddress();
        Map<String, String> settings = new HashMap<>();
        settings.put("NODE_ID", "1");
        settings.put("PROCESS_ROLES", "broker,controller");
        settings.put("LISTENERS", "INSIDE://:19092,OUTSIDE://:" + KAFKA_OUTSIDE + ",CONTROLLER://:9093");
        settings.put("ADVERTISED_LISTENERS", "INSIDE://kafka:19092,OUTSIDE://" + host + ":" + port);
        settings.put("LISTENER_SECURITY_PROTOCOL_MAP", "INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("INTER_BROKER_LISTENER_NAME", "INSIDE");
        settings.put("CONTROLLER_LISTENER_NAMES", "CONTROLLER");
        settings.put("CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
        settings.put("LOG_DIRS", "/tmp/broker");
        settings.put("AUTO_CREATE_TOPICS_ENABLE", "false");
        settings.put("OFFSETS_TOPIC_REPLICATION_FACTOR", "1");
        settings.put("OFFSETS_TOPIC_NUM_PARTITIONS", "4");
        settings.put("TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1");
        settings.put("TRANSACTION_STATE_LOG_MIN_ISR", "1");
        settings.put("TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4");
        settings.put("SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1");
        settings.put("SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
        settings.put("GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        settings.forEach((name, value) -> kafka.addEnv("KAFKA_" + name, value));
        kafka.addExposedPort(KAFKA_OUTSIDE);
        // Clients are told one address, so the port on this machine must be known before the broker starts.
        kafka.setPortBindings(List.of(port + ":" + KAFKA_OUTSIDE));
        kafka.waitingFor(Wait.forListeningPorts(KAFKA_OUTSIDE));
        return kafka;
    }

    static GenericContainer<?> registry() {
        GenericContainer<?> registry = new GenericContainer<>(DockerImageName.parse(REGISTRY_IMAGE));
        if (REGISTRY_IMAGE.equals(OWN_SERVICES)) {
            registry.withCreateContainerCmdModifier(command -> command.withEntrypoint(
                    "java",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-jar",
                    "/opt/apicurio-registry/quarkus-run.jar"));
        }
        registry.addExposedPort(HTTP);
        registry.waitingFor(Wait.forHttp(REGISTRY_PATH + "/subjects").forPort(HTTP));
        return registry;
    }
}
