package io.headrace.standalone.command;

import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code up} says once it runs. */
final class UpText {

    private UpText() {}

    /** @param data where it was told to keep its data */
    static String running(Optional<Path> data) {
        String where = data.map(path -> " --data " + path).orElse("");
        return "Running; Ctrl-C stops. In another terminal: ./headrace status" + where
                + ", or predictions --follow, models, alerts, topics, down.";
    }

    static List<String> source(SourceFiles source, PipelineDefinition definition) {
        List<String> lines = new ArrayList<>();
        lines.add("Source: "
                + source.files().stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .collect(Collectors.joining(", then "))
                + "; the last one is followed while it grows.");
        if (!source.labelled()) {
            lines.add("The files have no column for the label "
                    + definition.problem().label()
                    + ": events are scored, and nothing is learned unless labels come by HTTP.");
        }
        return lines;
    }
}
