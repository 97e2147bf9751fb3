package io.headrace.standalone.replay.report;

import io.headrace.standalone.page.Html;
import io.headrace.standalone.page.Page;
import io.headrace.standalone.page.Words;
import java.util.stream.Collectors;

/** Every version: what it was made of, what the gates said, and from where on it served. */
final class ModelsTable {

    private ModelsTable() {}

    static void add(Page page, ReplayReport report) {
        page.heading("Models");
        if (report.models().isEmpty()) {
            page.see("None was trained: the announced baseline scored every row.");
            return;
        }
        String metric = report.problem().metric().text();
        page.html(report.models().stream()
                .map(model -> row(model, metric))
                .collect(Collectors.joining(
                        "",
                        "<div class='wide'><table class='broad'><tr><th class='n'>version</th><th class='n'>serves from row</th>"
                                + "<th class='n'>examples</th><th>from, until</th><th class='n'>"
                                + Html.text(report.problem().metric().label()) + "</th><th>gates</th></tr>",
                        "</table></div>")));
        long served = report.models().stream()
                .filter(model -> model.servedFrom().isPresent())
                .count();
        long refused = report.alerts().stream()
                .filter(alert -> "CANDIDATE_REFUSED".equals(alert.kind()))
                .count();
        page.see(
                served + " of " + report.models().size() + " served; " + Words.count(refused)
                        + " more candidates were refused by a gate and are among the alerts. The "
                        + report.problem().metric().label()
                        + " is on the newest examples, which the model had not seen. Digests and the other figures are in report.json.");
    }

    private static String row(ReportedModel model, String metric) {
        ReportedModel.TrainedFrom from = model.trainedFrom();
        boolean served = model.servedFrom().isPresent();
        return "<tr" + (served ? "" : " class='out'") + "><td class='n' title='SHA-256 " + Html.text(model.digest())
                + "'>"
                + model.version() + "</td><td class='n'>"
                + (served ? Words.count(model.servedFrom().getAsLong()) : "–") + "</td><td class='n' title='"
                + Words.count(from.trainingRows()) + " to train, " + Words.count(from.validationRows())
                + " to choose settings, " + Words.count(from.unseenRows()) + " to judge'>"
                + Words.count(model.examples())
                + "</td><td>" + Words.time((double) from.from().toEpochMilli()) + "<br>"
                + Words.time((double) from.until().toEpochMilli()) + "<br><span class='soft'>"
                + Html.text(model.family()) + "; " + Html.text(asked(from.trigger())) + "</span></td><td class='n'>"
                + Named.value(metric, model.metrics().getOrDefault(metric, Double.NaN)) + "</td><td>"
                + model.gate().stream().map(ModelsTable::gate).collect(Collectors.joining("<br>")) + "</td></tr>";
    }

    private static String asked(String trigger) {
        return switch (trigger) {
            case "examples" -> "enough new examples";
            case "schedule" -> "by schedule";
            default -> "by retrain request " + trigger;
        };
    }

    private static String gate(ReportedModel.Gate gate) {
        return "<span class='" + (gate.passed() ? "good'>✔" : "bad'>✘") + "</span> " + Html.text(gate.sentence());
    }
}
