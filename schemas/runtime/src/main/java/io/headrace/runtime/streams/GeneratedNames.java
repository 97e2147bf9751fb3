package io.headrace.runtime.streams;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;

/**
 * Names that Kafka Streams gave because the topology did not. They are numbered through, so that a new step anywhere renames
 * the stores and topics behind it and their state is lost. Kafka's own check sees only topologies whose builder was made with
 * the configuration, and no processors.
 */
final class GeneratedNames {

    private static final Pattern GENERATED = Pattern.compile("(KSTREAM|KTABLE)-[A-Z-]+-[0-9]{10}");

    private GeneratedNames() {}

    /** @throws IllegalStateException naming every part without a name of its own */
    static void refuse(String app, Topology topology) {
        Set<String> found = GENERATED
                .matcher(topology.describe().toString())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!found.isEmpty()) {
            throw new IllegalStateException("The topology of " + app + " has parts without a name: "
                    + String.join(", ", found) + "; name them with Named, Consumed.withName, Materialized.as …");
        }
    }
}
