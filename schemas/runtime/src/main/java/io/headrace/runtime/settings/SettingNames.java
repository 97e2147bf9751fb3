package io.headrace.runtime.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The names of settings, to tell who misspells one: a setting nobody reads is otherwise passed over in silence. */
public final class SettingNames {

    /** Every app's own. An application.yml says which app reads which. */
    private static final Set<String> HEADRACE = Set.of(
            "headrace.pipeline",
            "headrace.partitions",
            "headrace.replication",
            "headrace.create-topics",
            "headrace.start-timeout",
            "headrace.state-dir",
            "headrace.chained",
            "headrace.streams.commit-interval-ms",
            "headrace.streams.threads",
            "headrace.streams.standby-replicas",
            "headrace.streams.idle-after",
            "headrace.push.timeout",
            "headrace.push.max-records",
            "headrace.features.idle-after",
            "headrace.features.advertised-address",
            "headrace.features.addresses",
            "headrace.features.timeout",
            "headrace.features.history",
            "headrace.registry.cache",
            "headrace.signing.private-key",
            "headrace.signing.public-key",
            "headrace.trainer.only-when-asked",
            "headrace.scoring.max-rows",
            "headrace.scoring.baseline-refresh",
            "headrace.monitor.cycle",
            "headrace.monitor.commit-interval-ms");

    /** What follows is named by the user, or by Kafka Connect. */
    private static final List<String> OPEN = List.of("headrace.connectors.", "headrace.connect.");

    private static final int LIKE = 2;

    private SettingNames() {}

    /** Whether an app reads the property {@code headrace.…}. */
    public static boolean isHeadrace(String property) {
        return HEADRACE.contains(property) || OPEN.stream().anyMatch(property::startsWith);
    }

    /** The name of ours most like a property's. */
    public static String nearest(String property) {
        return HEADRACE.stream()
                .min(Comparator.comparingInt((String known) -> distance(known, property))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** A sentence for each variable that is no setting and all but one: others' variables are none of our business. */
    public static List<String> misspeltVariables(Collection<String> variables) {
        List<String> known = variables().toList();
        Set<String> right = Set.copyOf(known);
        return variables.stream()
                .filter(name -> name.matches("(HEADRACE|KAFKA|SCHEMA_REGISTRY)_.*") && !right.contains(name))
                .flatMap(name ->
                        like(name, known).map(meant -> name + " sets nothing; was " + meant + " meant?").stream())
                .sorted()
                .toList();
    }

    private static Optional<String> like(String name, List<String> known) {
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= LIKE)
                .filter(candidate -> distance(candidate, name) <= LIKE)
                .min(Comparator.comparingInt((String candidate) -> distance(candidate, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static Stream<String> variables() {
        return Stream.of(
                        HEADRACE.stream(),
                        KafkaSettings.KNOWN.stream().map(name -> "kafka." + name),
                        SchemaRegistrySettings.KNOWN.stream().map(name -> SchemaRegistrySettings.PREFIX + name))
                .flatMap(names -> names)
                .map(name -> name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
    }

    /** Levenshtein's: letters to add, leave out or change. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
