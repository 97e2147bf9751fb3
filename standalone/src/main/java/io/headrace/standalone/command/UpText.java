package io.headrace.standalone.command;

import io.headrace.features.app.intake.ChangedFeatures;
import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code up} says once it runs. */
final class UpText {

    private UpText() {}

    /** @param data where it was told to keep its data */
    static String running(Optional<Path> data) {
        String where = data.map(path -> " --data " + path).orElse("");
        return "Running; Ctrl-C stops. In another terminal: ./headrace status" + where
                + ", or predictions --follow, models, alerts, topics, down.";
    }

    /**
     * @param change since the definition that ran before
     * @param mayBackfill whether history could be taken in
     */
    static List<String> changed(ChangedFeatures change, boolean mayBackfill) {
        List<String> lines = new ArrayList<>();
        boolean isCold = !change.lackingPast().isEmpty() && !change.isRestored();
        lines.add((isCold ? "@|yellow ⚠|@" : "@|green ✔|@") + " The definition has changed: " + change);
        if (isCold && mayBackfill) {
            lines.add("  Stop, and start again with --backfill: they get their past from all that came so far.");
        }
        return lines;
    }

    static List<String> source(SourceFiles source, PipelineDefinition definition) {
        List<String> lines = new ArrayList<>();
        lines.add("Source: " + source.source().names() + "; the last one is followed while it grows.");
        if (!source.labelled()) {
            lines.add("The files have no column for the label "
                    + definition.problem().label()
                    + ": events are scored, and nothing is learned unless labels come by HTTP.");
        }
        return lines;
    }

    static String stream(StreamFiles files) {
        return "Stream " + files.stream().name() + ": " + files.source().names()
                + "; the last one is followed while it grows.";
    }
}
