package io.headrace.runtime.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What every app needs to know.
 *
 * @param pipeline {@code headrace.pipeline}: the definition's YAML file
 * @param stateDir {@code headrace.state-dir}: where Kafka Streams keeps its stores
 * @param partitions {@code headrace.partitions}: of topics keyed by event, 1 or more
 * @param replication {@code headrace.replication}: replicas of each topic, 1 or more
 * @param createTopics {@code headrace.create-topics}: whether a start creates missing topics
 * @param startTimeout {@code headrace.start-timeout}: how long a start waits for Kafka and the schema registry
 */
public record HeadraceSettings(
        Optional<Path> pipeline,
        Path stateDir,
        int partitions,
        short replication,
        boolean createTopics,
        Duration startTimeout) {

    static HeadraceSettings read(SettingsReader reader) {
        HeadraceSettings settings = new HeadraceSettings(
                reader.find("headrace.pipeline", Path.class),
                reader.read("headrace.state-dir", Path.class, Path.of("data", "state")),
                reader.atLeast(1, "headrace.partitions", 4),
                (short) reader.atLeast(1, "headrace.replication", 1),
                reader.read("headrace.create-topics", Boolean.class, true),
                reader.read("headrace.start-timeout", Duration.class, Duration.ofMinutes(2)));
        reader.finish();
        return settings;
    }
}
