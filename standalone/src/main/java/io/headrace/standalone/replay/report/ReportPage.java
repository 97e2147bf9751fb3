package io.headrace.standalone.replay.report;

import io.headrace.standalone.page.Html;
import io.headrace.standalone.page.Page;
import io.headrace.standalone.page.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as one HTML page: the answer first, then pictures, then tables. */
final class ReportPage {

    private static final int IMPORTANCES = 30;
    private static final int ALERTS = 200;

    private final ReplayReport report;
    private final Page page;

    private ReportPage(ReplayReport report) {
        this.report = report;
        this.page = new Page(report.pipeline() + ": replay");
    }

    static String html(ReplayReport report) {
        ReportPage page = new ReportPage(report);
        Headline.add(page.page, report);
        StreamPlots.add(page.page, report);
        QualityPlots.add(page.page, report);
        page.importances();
        DriftMap.add(page.page, report.drift());
        ModelsTable.add(page.page, report);
        page.alerts();
        page.counts();
        page.timings();
        page.origin();
        return page.page.done();
    }

    private void importances() {
        if (report.importances().isEmpty()) {
            return;
        }
        page.heading("What the last model goes by");
        Map<String, Double> shown = report.importances().entrySet().stream()
                .limit(IMPORTANCES)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
        page.bars(shown);
        int rest = report.importances().size() - shown.size();
        page.see("Share of each feature in what the newest model decides; all of them together are 1."
                + (rest > 0 ? " " + rest + " more are in report.json." : ""));
    }

    private void alerts() {
        page.heading("Alerts");
        if (report.alerts().isEmpty()) {
            page.see("None.");
            return;
        }
        StringBuilder rows =
                new StringBuilder("<div class='wide'><table class='broad'><tr><th class='n'>row</th><th>event time</th>"
                        + "<th>kind</th><th>what</th></tr>");
        for (ReportedAlert alert : report.alerts().stream().limit(ALERTS).toList()) {
            rows.append("<tr><td class='n'>")
                    .append(alert.row().isPresent() ? Words.count(alert.row().getAsLong()) : "")
                    .append("</td><td class='t'>")
                    .append(Words.time((double) alert.eventTime().toEpochMilli()))
                    .append("</td><td class='t ")
                    .append(
                            "INFO".equals(alert.severity())
                                    ? "soft"
                                    : "CRITICAL".equals(alert.severity()) ? "bad" : "warn")
                    .append("'>")
                    .append(Html.text(alert.kind().toLowerCase(Locale.ROOT).replace('_', ' ')))
                    .append("</td><td>")
                    .append(Html.text(alert.sentence()))
                    .append("</td></tr>");
        }
        page.html(rows.append("</table></div>").toString());
        if (report.alerts().size() > ALERTS) {
            page.see(report.alerts().size() - ALERTS + " more are in report.json.");
        }
    }

    private void counts() {
        Counts counts = report.counts();
        page.heading("Where the records went");
        page.html("<table>"
                + count("events", counts.events(), "rows of the file, broken ones too")
                + count("clean", counts.clean(), "passed the rules")
                + count("quarantined", counts.quarantined(), "kept aside with the reason, for a person to see")
                + count("duplicates", counts.duplicates(), "had an id that was there before")
                + count("features", counts.features(), "rows of features")
                + count("predictions", counts.predictions(), "made by the model that served, or the announced baseline")
                + count("examples", counts.examples(), "features joined with the label that came later")
                + count("judged", report.evaluation().overall().examples(), "predictions held against their label")
                + "</table>");
        var uncounted = report.evaluation().uncounted();
        if (uncounted.unlabelled() + uncounted.unscored() + uncounted.repeated() + uncounted.foreign() > 0) {
            page.see("Not judged: " + Words.count(uncounted.unlabelled()) + " predictions whose label never came, "
                    + Words.count(uncounted.unscored()) + " labels of rows that were not scored, "
                    + Words.count(uncounted.repeated()) + " that came twice, " + Words.count(uncounted.foreign())
                    + " of an unknown class.");
        }
    }

    private static String count(String name, long count, String what) {
        return "<tr><td class='name'>" + name + "</td><td class='n'>" + Words.count(count) + "</td><td class='soft'>"
                + what + "</td></tr>";
    }

    private void timings() {
        Timings timings = report.timings();
        page.heading("How long it took");
        page.html("<p>" + seconds(Timings.seconds(timings.total())) + ", "
                + Words.count(Math.round(timings.eventsPerSecond(report.counts().events()))) + " events a second, "
                + seconds(Timings.seconds(timings.cpu())) + " of processor time.</p>");
        Map<String, Double> phases = new LinkedHashMap<>();
        timings.phases().forEach((name, duration) -> phases.put(name, Timings.seconds(duration)));
        if (!phases.isEmpty()) {
            page.bars(phases);
            page.see("Seconds in each phase. Only this part of the report differs from run to run.");
        }
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }

    private void origin() {
        page.heading("Where this comes from");
        List<List<String>> rows = List.of(
                List.of("file", String.join(", ", report.sources())),
                List.of("label known", "after " + rows(report.labelDelay()) + " more"),
                List.of("definition", report.definitionHash()),
                List.of("digest", ReportJson.digest(report)));
        page.html(rows.stream()
                .map(row -> "<tr><td class='name'>" + row.getFirst() + "</td><td><code>" + Html.text(row.getLast())
                        + "</code></td></tr>")
                .collect(Collectors.joining("", "<table>", "</table>")));
        page.see("Two runs that came to the same have the same digest; it covers everything but the timings.");
    }

    private static String rows(int count) {
        return count == 1 ? "1 row" : Words.count(count) + " rows";
    }
}
