package io.headrace.standalone.replay.report;

import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.standalone.page.Html;
import io.headrace.standalone.page.Page;
import io.headrace.standalone.page.Words;
import io.headrace.standalone.replay.prequential.Baselines;
import io.headrace.standalone.replay.prequential.Evaluation;
import io.headrace.standalone.replay.prequential.Figures;
import java.util.Locale;
import java.util.Map;

/** The question, the answer in a sentence, and every figure beside what costs nothing. */
final class Headline {

    private Headline() {}

    static void add(Page page, ReplayReport report) {
        page.title(question(report));
        Evaluation evaluation = report.evaluation();
        if (evaluation.overall().examples() == 0) {
            page.html("<p class='warn'>No prediction could be held against a label, so nothing is known.</p>");
            return;
        }
        page.html("<p>" + answer(report) + "</p>");
        report.problem().success().ifPresent(criterion -> success(page, report, criterion));
        figures(page, report);
        page.see("Every labelled row counts once, by the prediction made before its label was known: "
                + Words.count(evaluation.overall().examples()) + " of " + Words.count(evaluation.scored())
                + " scored rows. Bold is the best of the three.");
    }

    private static String question(ReplayReport report) {
        String label = report.problem().label();
        return report.problem().kind() == ProblemKind.REGRESSION
                ? "How near does " + report.pipeline() + " come to " + label + "?"
                : "How well does " + report.pipeline() + " tell " + label + "?";
    }

    private static String answer(ReplayReport report) {
        Baselines baselines = report.evaluation().baselines();
        return switch (report.evaluation().overall()) {
            case Figures.OfClasses figures ->
                "It was right on <b>" + Named.percent(figures.accuracy()) + "</b> of the rows; "
                        + against(
                                figures.accuracy(), accuracy(baselines.noChange()), "repeating the newest known label")
                        + " and "
                        + against(figures.accuracy(), accuracy(baselines.majority()), "always saying the majority")
                        + ".";
            case Figures.OfQuantity figures ->
                "It was off by <b>" + Words.number(figures.mae()) + "</b> on average; repeating the newest known "
                        + Html.text(report.problem().label()) + " is off by "
                        + Words.number(error(baselines.noChange())) + " and saying the mean so far by "
                        + Words.number(error(baselines.majority())) + ".";
        };
    }

    private static String against(double figure, double baseline, String what) {
        double points = (figure - baseline) * 100;
        return String.format(
                Locale.ROOT,
                "<span class='%s'>%.1f points %s</span> than %s (%s)",
                points > 0 ? "good" : "bad",
                Math.abs(points),
                points > 0 ? "more" : "less",
                what,
                Named.percent(baseline));
    }

    private static double accuracy(Figures figures) {
        return figures instanceof Figures.OfClasses classes ? classes.accuracy() : Double.NaN;
    }

    private static double error(Figures figures) {
        return figures instanceof Figures.OfQuantity quantity ? quantity.mae() : Double.NaN;
    }

    private static void success(Page page, ReplayReport report, Criterion criterion) {
        String key = criterion.metric().text();
        Map<String, Double> figures = report.evaluation().overall().byName();
        Double value = figures.get(key);
        if (value == null || Double.isNaN(value)) {
            return;
        }
        boolean met = criterion.isMetBy(value);
        String need = switch (criterion.comparison()) {
            case AT_LEAST -> "at least ";
            case AT_MOST -> "at most ";
        };
        page.html("<p class='" + (met ? "good'>✔ Solved" : "bad'>✘ Not solved") + " by its own criterion: "
                + Named.figure(key) + " " + Named.value(key, value) + ", needs " + need
                + Named.value(key, criterion.bound()) + ".</p>");
    }

    private static void figures(Page page, ReplayReport report) {
        Evaluation evaluation = report.evaluation();
        ProblemKind kind = report.problem().kind();
        StringBuilder table =
                new StringBuilder("<div class='wide'><table><tr><th></th><th class='n'>pipeline</th><th class='n'>"
                        + Named.majority(kind) + "</th><th class='n'>no change</th><th class='hint'></th></tr>");
        evaluation.overall().byName().forEach((key, value) -> {
            double majority = evaluation.baselines().majority().byName().getOrDefault(key, Double.NaN);
            double noChange = evaluation.baselines().noChange().byName().getOrDefault(key, Double.NaN);
            double best = best(key, value, majority, noChange);
            table.append("<tr><td>" + Named.figure(key) + "</td>" + cell(key, value, best) + cell(key, majority, best)
                    + cell(key, noChange, best) + "<td class='soft hint'>" + Named.meaning(key, kind) + "</td></tr>");
        });
        page.html(table.append("</table></div>").toString());
    }

    private static double best(String key, double... values) {
        double best = Double.NaN;
        for (double value : values) {
            boolean better = Named.lessIsBetter(key) ? value < best : value > best;
            best = Double.isNaN(best) || better ? value : best;
        }
        return best;
    }

    private static String cell(String key, double value, double best) {
        String text = Named.value(key, value);
        return "<td class='n'>" + (value == best ? "<b>" + text + "</b>" : text) + "</td>";
    }
}
