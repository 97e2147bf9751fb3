package io.headrace.benchmarks.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pipeline to be measured.
 *
 * @param pipeline its name
 * @param features lines of the definition's section
 * @param labels the definition's section, in one line
 * @param ordering {@code events.ordering}; empty: the definition's default
 */
public record Workload(String pipeline, List<String> features, String labels, Optional<String> ordering) {

    /** Windows of the counts of each key in the wide pipeline. */
    private static final String WINDOWS = "[PT1H, P1D, P7D, P30D]";

    /** What the label is called. */
    static final String LABEL = "bad";

    /** For a backlog, whose event time runs fast: a row waits an hour of it for its label. */
    private static final String SILENCE_SOON = "{joinOn: id, within: PT1H, silence: negative}";

    /** For events as they happen: a row without a label becomes no example. */
    private static final String SILENCE_NEVER = "{joinOn: id, within: P1D, silence: unlabelled}";

    public Workload {
        features = List.copyOf(features);
    }

    /** 30 features over three keys, windows from an hour to 30 days, for a backlog. */
    public static Workload wide(String pipeline) {
        return new Workload(pipeline, thirty(), SILENCE_SOON, Optional.empty());
    }

    /** Three features, one key, for a backlog. */
    public static Workload narrow(String pipeline) {
        List<String> three = List.of(
                "amount: amount",
                "card_events: {count: all, by: card, over: P1D}",
                "card_amount: {mean: amount, by: card, over: P1D}");
        return new Workload(pipeline, three, SILENCE_SOON, Optional.empty());
    }

    /** Rows of a thousand bytes that wait for a label and never get one: much state for few events. */
    public static Workload waiting(String pipeline) {
        List<String> features = List.of(
                "card_amount: {mean: amount, by: card, over: P1D}",
                "notes: {category: \"" + String.join(" + ", Collections.nCopies(9, "note")) + "\"}");
        return new Workload(pipeline, features, SILENCE_NEVER, Optional.empty());
    }

    /** The wide one for events as they happen. */
    public static Workload live(String pipeline, Optional<String> ordering) {
        return new Workload(pipeline, thirty(), SILENCE_NEVER, ordering);
    }

    private static List<String> thirty() {
        List<String> features = new ArrayList<>();
        for (String key : List.of("card", "shop", "city")) {
            features.add(key + "_events: {count: all, by: " + key + ", over: " + WINDOWS + "}");
            features.add(key + "_total: {sum: amount, by: " + key + ", over: [P1D, P30D]}");
            features.add(key + "_mean: {mean: amount, by: " + key + ", over: [PT1H, P7D]}");
            features.add(key + "_spread: {stddev: amount, by: " + key + ", over: P30D}");
            features.add(key + "_most: {max: amount, by: " + key + ", over: P1D}");
        }
        return features;
    }

    /** The definition. One model is trained, on the first examples; further trainings would be measured with everything else. */
    public String definition() {
        return """
                pipeline: %s
                problem: {kind: binary, label: %s, positive: true, metric: rocAuc}
                events: {schema: event.avsc, id: id, time: at, lateness: PT10M%s}
                labels: %s
                features:
                %s
                train: {window: {examples: 5000}, every: never, minimumExamples: 1000, trials: 3}
                gates: {beatTrivial: false, champion: {enabled: false}}
                monitor: {falseAlarmRate: 0.0001}
                """.formatted(
                        pipeline,
                        LABEL,
                        ordering.map(order -> ", ordering: " + order).orElse(""),
                        labels,
                        features.stream().map(line -> "  " + line).collect(Collectors.joining("\n")));
    }

    /** Writes definition and schema into a directory of their own and returns the definition's path. */
    public Path write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("event.avsc"), Events.SCHEMA.toString());
            return Files.writeString(directory.resolve(pipeline + ".yaml"), definition());
        } catch (IOException e) {
            throw new UncheckedIOException("the definition cannot be written: " + e.getMessage(), e);
        }
    }
}
