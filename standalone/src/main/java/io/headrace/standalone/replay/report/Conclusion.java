package io.headrace.standalone.replay.report;

import io.headrace.standalone.replay.prequential.Evaluation;
import io.headrace.standalone.replay.prequential.Figures;
import io.headrace.standalone.replay.prequential.Uncounted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report in a few lines for the terminal. */
public final class Conclusion {

    private static final String WARNING = "@|yellow ⚠|@ ";

    private Conclusion() {}

    /** @param tooLate labels that became known later than the definition allows */
    public static List<String> of(ReplayReport report, long tooLate) {
        List<String> lines = new ArrayList<>(quality(report.evaluation(), report.labelDelay()));
        lines.add(String.format(
                Locale.ROOT,
                "%,d versions, digest %s, %.1f s",
                report.models().size(),
                ReportJson.digest(report).substring(0, 16),
                report.timings().total().toMillis() / 1000.0));
        List<String> unjudged = unjudged(report);
        if (!unjudged.isEmpty()) {
            lines.add(WARNING + "not judged: " + String.join(", ", unjudged));
        }
        if (tooLate > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s%,d labels became known later than labels.within allows and were not learned from; give it a"
                            + " longer time",
                    WARNING,
                    tooLate));
        }
        return lines;
    }

    private static List<String> quality(Evaluation evaluation, int labelDelay) {
        if (evaluation.overall().examples() == 0) {
            return List.of("No row was judged, for of none that was scored a label became known");
        }
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d labelled %s, each judged by the prediction made before its label was known (delay %,d rows)",
                        evaluation.overall().examples(),
                        evaluation.overall().examples() == 1 ? "row" : "rows",
                        labelDelay),
                figures("the models", evaluation.overall()),
                figures("always the majority", evaluation.baselines().majority()),
                figures("the last known label", evaluation.baselines().noChange()));
    }

    private static String figures(String of, Figures figures) {
        return String.format(Locale.ROOT, "  %-20s ", of)
                + figures.byName().entrySet().stream()
                        .filter(figure -> !figure.getValue().isNaN())
                        .map(figure -> String.format(Locale.ROOT, "%s %.3f", figure.getKey(), figure.getValue()))
                        .collect(Collectors.joining("   "));
    }

    private static List<String> unjudged(ReplayReport report) {
        Uncounted uncounted = report.evaluation().uncounted();
        List<String> parts = new ArrayList<>();
        count(parts, uncounted.unlabelled() - uncounted.foreign(), "without a label");
        count(
                parts,
                uncounted.foreign(),
                "labelled neither " + String.join(" nor ", report.problem().classes()));
        count(parts, uncounted.unscored(), "labelled but not scored");
        count(parts, report.counts().duplicates(), "with an id that was there before");
        count(parts, report.counts().quarantined(), "in quarantine");
        return parts;
    }

    private static void count(List<String> parts, long count, String of) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", count, of));
        }
    }
}
