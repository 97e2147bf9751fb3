package io.headrace.schemas.definition.reading;

import java.util.List;

/** Every key of the definition language but those of features, per section in the order the reference lists them. */
final class Keys {

    static final List<String> DEFINITION = List.of(
            "pipeline",
            "problem",
            "events",
            "labels",
            "clean",
            "streams",
            "references",
            "features",
            "train",
            "gates",
            "rollout",
            "monitor",
            "source");
    static final List<String> PROBLEM =
            List.of("kind", "label", "positive", "negative", "classes", "metric", "success", "report");
    static final List<String> EVENTS = List.of("schema", "id", "time", "keys", "lateness", "ahead", "ordering");
    static final List<String> LABELS = List.of("joinOn", "within", "silence");
    static final List<String> CLEAN = List.of("deduplicate", "rules", "fill");
    static final List<String> RULE = List.of("name", "require", "else", "repair");
    static final List<String> FILL = List.of("constant");
    static final List<String> STREAM = List.of("schema", "id", "time", "clean");
    static final List<String> REFERENCE = List.of("key", "time", "fields");
    static final List<String> TRAIN =
            List.of("window", "every", "minimumExamples", "split", "families", "trials", "seed");
    static final List<String> EXAMPLES = List.of("examples");
    static final List<String> SPLIT = List.of("training", "validation");
    static final List<String> GATES = List.of("success", "beatTrivial", "champion");
    static final List<String> CHAMPION = List.of("enabled", "significance");
    static final List<String> ROLLOUT = List.of("mode");
    static final List<String> MONITOR =
            List.of("window", "falseAlarmRate", "minimumPsi", "labelledWindow", "performanceDrop", "coolDown");

    static final List<String> SOURCE =
            List.of("charset", "delimiter", "quote", "header", "missing", "decimal", "grouping", "dates");

    private Keys() {}
}
