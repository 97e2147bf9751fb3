package io.headrace.runtime.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/** The directory of an app's stores, and what else is kept there. */
final class StateDirectory {

    private StateDirectory() {}

    /**
     * Makes sure that it can be written to, and gives this process's member of the app's group its name.
     *
     * @throws IllegalStateException naming the directory and the setting
     */
    static void prepare(String app, Properties config) {
        Path directory = Path.of(String.valueOf(config.get(StreamsConfig.STATE_DIR_CONFIG)));
        try {
            Files.createDirectories(directory);
            Path probe = Files.createTempFile(directory, ".probe", "");
            Files.writeString(probe, "Is there space?");
            Files.delete(probe);
            if (!config.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG) && knowsMemberNames(config)) {
                String applicationId = String.valueOf(config.get(StreamsConfig.APPLICATION_ID_CONFIG));
                config.put(
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        memberName(directory.resolve(applicationId + ".member")));
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The state directory of " + app + " cannot be written to: " + directory.toAbsolutePath() + " (" + e
                            + "); set headrace.state-dir to a directory on a disk with free space",
                    e);
        }
    }

    /** The streams rebalance protocol has no named members. */
    private static boolean knowsMemberNames(Properties config) {
        Object protocol = config.get(StreamsConfig.GROUP_PROTOCOL_CONFIG);
        return protocol == null || GroupProtocol.CLASSIC.name.equalsIgnoreCase(protocol.toString());
    }

    /**
     * A name made once and kept. Known by it the member takes its place again at once after a crash, where a nameless one
     * would be waited for until its session times out. Two processes cannot have the same: Kafka Streams locks the
     * directory.
     */
    private static String memberName(Path file) throws IOException {
        if (Files.exists(file)) {
            String kept = Files.readString(file, UTF_8).strip();
            if (!kept.isEmpty()) {
                return kept;
            }
        }
        String made = UUID.randomUUID().toString();
        Files.writeString(file, made, UTF_8);
        return made;
    }
}
