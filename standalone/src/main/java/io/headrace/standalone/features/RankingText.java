package io.headrace.standalone.features;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.standalone.page.Words;
import io.headrace.trainer.gate.NumberFormats;
import io.headrace.trainer.rank.Importance;
import io.headrace.trainer.rank.RankedFeature;
import io.headrace.trainer.rank.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A ranking for a person. */
public final class RankingText {

    private RankingText() {}

    /** The features in columns, what the columns mean, and the suggestion: from {@code features:} on it is YAML. */
    public static List<String> of(PipelineDefinition definition, Ranking ranking, Suggestion suggestion) {
        List<String> lines = new ArrayList<>();
        lines.add(definition.pipeline() + "   " + Words.count(ranking.rows()) + " labelled rows; "
                + ranking.family().text() + ", fitted on the older " + Words.count(ranking.fitted()) + ", have "
                + ranking.metric().text() + " " + NumberFormats.value(ranking.value()) + " on the newest "
                + Words.count(ranking.judged()));
        lines.add("");
        TextTable table = new TextTable().row("feature", "importance", "", "information", "", "");
        ranking.features()
                .forEach(feature -> table.row(
                        feature.name(),
                        loss(feature.alone()),
                        "± " + value(feature.alone().error()),
                        String.format(
                                Locale.ROOT, "%.4f bits", feature.information().bits()),
                        Words.percent(feature.information().share()),
                        note(feature)));
        lines.addAll(table.lines());
        lines.add("");
        lines.add(
                "importance    how much worse " + ranking.metric().text()
                        + " is where the feature's values are those of other rows (mean of 10 shuffles, with its standard error)");
        lines.add("information   what the feature tells of the label by itself, of "
                + String.format(Locale.ROOT, "%.4f bits", ranking.labelBits())
                + " in all: numbers in up to 16 parts of equal size, less what chance gives");
        lines.add("");
        int all = definition.features().size();
        lines.add("suggested: " + suggestion.kept().size() + " of " + (all == 1 ? "1 feature" : all + " features"));
        lines.addAll(suggestion.lines());
        return List.copyOf(lines);
    }

    private static String note(RankedFeature feature) {
        String reason = Suggestion.reason(feature);
        if (feature.together().isEmpty() || !reason.isEmpty()) {
            return reason;
        }
        return feature.twins().stream().map(RankedFeature.Twin::name).collect(Collectors.joining(", "))
                + (feature.twins().size() == 1 ? " is" : " are") + " the same; together "
                + value(feature.importance().loss());
    }

    static String likeness(double likeness) {
        return String.format(Locale.ROOT, "%.2f", likeness);
    }

    private static String loss(Importance importance) {
        String value = value(importance.loss());
        return (value.startsWith("-") ? "" : " ") + value;
    }

    private static String value(double value) {
        String text = NumberFormats.value(value);
        return text.equals("-0.000") ? "0.000" : text;
    }
}
