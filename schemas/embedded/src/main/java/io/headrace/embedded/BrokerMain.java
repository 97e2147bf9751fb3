package io.headrace.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A broker as a process of its own, set up by the environment as Kafka's official image is: {@code KAFKA_LOG_DIRS} is {@code
 * log.dirs}. For where that image cannot be fetched; the node's id must be 1.
 */
public final class BrokerMain {

    private static final String PREFIX = "KAFKA_";

    private BrokerMain() {}

    public static void main(String[] arguments) {
        Map<String, Object> settings = settings(System.getenv());
        Object directory = settings.get("log.dirs");
        if (directory == null) {
            throw new StartFailure("KAFKA_LOG_DIRS is not set; write the directory for the broker's log");
        }
        EmbeddedBroker.format(Path.of(directory.toString()));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        server.startup();
        server.awaitShutdown();
    }

    /** As the official image has it: two underscores for one in the name, three for a hyphen. */
    static Map<String, Object> settings(Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX)) {
                settings.put(name(variable.substring(PREFIX.length())), value);
            }
        });
        return settings;
    }

    private static String name(String variable) {
        return variable.toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }
}
