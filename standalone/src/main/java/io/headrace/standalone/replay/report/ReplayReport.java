package io.headrace.standalone.replay.report;

import io.headrace.schemas.definition.Problem;
import io.headrace.standalone.replay.prequential.Evaluation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole replay.
 *
 * @param pipeline the pipeline's name
 * @param definitionHash of the definition it ran by
 * @param sources the files' names, without their folders
 * @param labelDelay the label of row i became known after row i + so many was scored; 0 or more
 * @param models every version registered, ascending; a candidate that a gate refused has none
 * @param alerts in the order they were raised
 * @param importances of the newest model that served, by feature; shares, most important first or in any order
 */
public record ReplayReport(
        String pipeline,
        String definitionHash,
        List<String> sources,
        int labelDelay,
        Problem problem,
        Counts counts,
        List<ReportedModel> models,
        Evaluation evaluation,
        List<ReportedAlert> alerts,
        Map<String, Double> importances,
        Drift drift,
        Timings timings) {

    public ReplayReport {
        sources = List.copyOf(sources);
        models = List.copyOf(models);
        alerts = List.copyOf(alerts);
        importances = byShare(importances);
    }

    /** The greatest first; equal ones by name, so that no map's own order shows. */
    private static Map<String, Double> byShare(Map<String, Double> shares) {
        Map<String, Double> sorted = new LinkedHashMap<>();
        shares.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(sorted);
    }
}
