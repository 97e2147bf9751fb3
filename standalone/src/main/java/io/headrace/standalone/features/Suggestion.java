package io.headrace.standalone.features;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.FeatureText;
import io.headrace.trainer.rank.RankedFeature;
import io.headrace.trainer.rank.RankedFeature.Verdict;
import io.headrace.trainer.rank.Ranking;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The features of a definition that are worth keeping, as its section {@code features}: YAML, with those left out as comments. What a kept
 * feature reads is kept, too, so that it is a definition as before.
 *
 * @param kept names
 * @param lines the section's
 */
public record Suggestion(Set<String> kept, List<String> lines) {

    public Suggestion {
        kept = Set.copyOf(kept);
        lines = List.copyOf(lines);
    }

    public static Suggestion of(PipelineDefinition definition, Ranking ranking) {
        FeatureProgram program = FeatureProgram.compile(definition);
        Set<String> kept = new LinkedHashSet<>();
        Map<String, String> readers = new TreeMap<>();
        ranking.features().stream()
                .filter(feature ->
                        feature.verdict() instanceof Verdict.Keep || feature.verdict() instanceof Verdict.Spare)
                .forEach(feature -> kept.add(feature.name()));
        if (kept.isEmpty()) {
            kept.add(ranking.features().getFirst().name());
        }
        List.copyOf(kept).forEach(name -> keepWhatIsRead(name, program, kept, readers));
        List<String> lines = new ArrayList<>(List.of("features:"));
        for (Feature feature : definition.features()) {
            String line = feature.name() + ": "
                    + FeatureText.yaml(feature, definition.problem().label());
            lines.add(
                    kept.contains(feature.name())
                            ? "  " + line + reader(feature.name(), readers)
                            : "  # " + line + "   # "
                                    + ranking.of(feature.name())
                                            .map(Suggestion::reason)
                                            .orElse(""));
        }
        return new Suggestion(kept, lines);
    }

    private static void keepWhatIsRead(
            String name, FeatureProgram program, Set<String> kept, Map<String, String> readers) {
        for (String read : program.reads(name)) {
            if (kept.add(read)) {
                readers.put(read, name);
                keepWhatIsRead(read, program, kept, readers);
            }
        }
    }

    private static String reader(String name, Map<String, String> readers) {
        return Optional.ofNullable(readers.get(name))
                .map(reader -> "   # " + reader + " reads it")
                .orElse("");
    }

    /** Why it is left out, or what is to be known of it; empty where it is simply good. */
    static String reason(RankedFeature feature) {
        return switch (feature.verdict()) {
            case Verdict.Keep() -> "";
            case Verdict.Spare() -> "tells of the label; the model does without it";
            case Verdict.Redundant(RankedFeature.Twin twin) ->
                "the same as " + twin.name() + " (" + RankingText.likeness(twin.likeness()) + ")";
            case Verdict.Useless() -> "tells nothing of the label";
        };
    }
}
