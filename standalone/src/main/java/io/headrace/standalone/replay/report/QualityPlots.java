package io.headrace.standalone.replay.report;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.standalone.page.Axis;
import io.headrace.standalone.page.Html;
import io.headrace.standalone.page.Page;
import io.headrace.standalone.page.Plot;
import io.headrace.standalone.page.Words;
import io.headrace.standalone.replay.prequential.CalibrationBin;
import io.headrace.standalone.replay.prequential.Confusion;
import io.headrace.standalone.replay.prequential.Curves;
import io.headrace.standalone.replay.prequential.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Curves over thresholds, calibration, and which class was taken for which. */
final class QualityPlots {

    private static final int SIDE = 336;
    private static final int CLASSES = 20;
    private static final int COLOURS = 5;

    private QualityPlots() {}

    static void add(Page page, ReplayReport report) {
        Evaluation evaluation = report.evaluation();
        if (evaluation.calibration().isEmpty()) {
            return;
        }
        ProblemKind kind = report.problem().kind();
        page.heading(kind == ProblemKind.REGRESSION ? "Said and true" : "How far the probabilities can be trusted");
        List<Curves> drawn = evaluation.curves().stream()
                .filter(curves -> !curves.roc().isEmpty())
                .limit(COLOURS)
                .toList();
        List<String> figures = new ArrayList<>();
        if (!drawn.isEmpty()) {
            figures.add(curve(drawn, "ROC: false alarms across, hits up", Curves::roc, true));
            figures.add(curve(drawn, "Recall across, precision up", Curves::precisionRecall, false));
        }
        figures.add(calibration(kind, evaluation.calibration()));
        page.row(figures);
        if (drawn.size() > 1) {
            page.html(key(drawn));
        }
        page.see(says(kind));
        evaluation.confusion().ifPresent(confusion -> confusion(page, confusion));
    }

    private static String curve(
            List<Curves> all, String caption, Function<Curves, List<Curves.Point>> of, boolean diagonal) {
        Plot plot = new Plot(SIDE, 280, Axis.share(), Axis.share()).across(Words::number, _ -> "");
        if (diagonal) {
            plot.line("ssoft thin dots", new double[] {0, 1}, new double[] {0, 1});
        }
        for (int c = all.size() - 1; c >= 0; c--) {
            List<Curves.Point> points = of.apply(all.get(c));
            plot.line(
                    "s" + c,
                    points.stream().mapToDouble(Curves.Point::x).toArray(),
                    points.stream().mapToDouble(Curves.Point::y).toArray());
        }
        return Page.figure(caption, plot.done());
    }

    private static String key(List<Curves> drawn) {
        StringBuilder key = new StringBuilder("<div class='key'>");
        for (int c = 0; c < drawn.size(); c++) {
            key.append(
                    "<span><i class='b" + c + "'></i>" + Html.brief(drawn.get(c).ofClass(), 40) + "</span>");
        }
        return key.append("</div>").toString();
    }

    private static String calibration(ProblemKind kind, List<CalibrationBin> bins) {
        boolean quantity = kind == ProblemKind.REGRESSION;
        Axis axis = quantity
                ? Axis.around(bins.stream().flatMapToDouble(bin -> DoubleStream.of(bin.predicted(), bin.observed())))
                : Axis.share();
        Plot plot = new Plot(quantity ? 420 : SIDE, quantity ? 350 : 280, axis, axis)
                .across(Words::number, _ -> "")
                .line("ssoft thin dots", new double[] {axis.low(), axis.high()}, new double[] {axis.low(), axis.high()})
                .line(
                        "s0 thin",
                        bins.stream().mapToDouble(CalibrationBin::predicted).toArray(),
                        bins.stream().mapToDouble(CalibrationBin::observed).toArray());
        bins.forEach(bin -> plot.dot(
                "f0",
                bin.predicted(),
                bin.observed(),
                "said " + Words.number(bin.predicted()) + ", true " + Words.number(bin.observed()) + " ("
                        + Words.count(bin.examples()) + " rows)"));
        return Page.figure(
                quantity ? "Said across, true on average up" : "Calibration: said across, true up", plot.done());
    }

    private static String says(ProblemKind kind) {
        return switch (kind) {
            case BINARY ->
                "Each point of the calibration is about a tenth of the rows. On the dotted line, of what is said to be 30 % likely"
                        + " 30 % comes true; below it the pipeline is too sure.";
            case MULTICLASS ->
                "The curves hold one class against the rest. Each point of the calibration is about a tenth of the rows: how sure"
                        + " the decided class was, and how often it was right; below the dotted line the pipeline is too sure.";
            case REGRESSION ->
                "Each point is about a tenth of the rows, by what was said. On the dotted line it is right on average.";
        };
    }

    private static void confusion(Page page, Confusion confusion) {
        int classes = confusion.classes().size();
        if (classes > CLASSES) {
            page.see("Which of the " + classes + " classes was taken for which is in report.json.");
            return;
        }
        page.heading("Taken for");
        StringBuilder table = new StringBuilder("<div class='wide'><table><tr><th>true, down</th>");
        confusion.classes().forEach(name -> table.append("<th class='n'>" + Html.brief(name, 20) + "</th>"));
        table.append("<th class='n'>found</th></tr>");
        for (int c = 0; c < classes; c++) {
            List<Long> row = confusion.counts().get(c);
            long all = row.stream().mapToLong(Long::longValue).sum();
            table.append("<tr><td>" + Html.brief(confusion.classes().get(c), 40) + "</td>");
            for (int d = 0; d < classes; d++) {
                table.append("<td class='n'>" + (c == d ? "<b>" : "") + Words.count(row.get(d)) + (c == d ? "</b>" : "")
                        + "</td>");
            }
            table.append("<td class='n'>" + (all == 0 ? "–" : Named.percent(row.get(c) / (double) all)) + "</td></tr>");
        }
        page.html(table.append("</table></div>").toString());
        page.see(
                "Rows by their true class, down, and the class decided, across; found is the share of a class that was recognised.");
    }
}
