package io.headrace.standalone.replay.report;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.standalone.page.Axis;
import io.headrace.standalone.page.Page;
import io.headrace.standalone.page.Plot;
import io.headrace.standalone.page.Words;
import io.headrace.standalone.replay.prequential.Figures;
import io.headrace.standalone.replay.prequential.Window;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Figures over the stream, with the places where a model began to serve and where an alert was raised. */
final class StreamPlots {

    private static final int WIDTH = 1_040;
    private static final int HEIGHT = 250;

    private final ReplayReport report;
    private final List<Window> windows;
    private final double[] middles;
    private final Axis rows;

    private StreamPlots(ReplayReport report) {
        this.report = report;
        this.windows = report.evaluation().windows();
        this.middles = windows.stream()
                .mapToDouble(window -> (window.firstRow() + window.lastRow()) / 2.0)
                .toArray();
        this.rows = Axis.between(
                windows.isEmpty() ? 0 : (double) windows.getFirst().firstRow(),
                windows.isEmpty() ? 1 : windows.getLast().lastRow() + 1.0);
    }

    static void add(Page page, ReplayReport report) {
        StreamPlots plots = new StreamPlots(report);
        if (plots.windows.isEmpty()) {
            return;
        }
        boolean quantity = report.problem().kind() == ProblemKind.REGRESSION;
        page.heading("Over the stream");
        page.html("<div class='key'><span><i class='b0'></i>pipeline</span><span><i class='b1'></i>no change</span>"
                + "<span><i class='bsoft'></i>"
                + Named.majority(report.problem().kind()) + "</span>"
                + "<span class='f3'><i class='b3'></i>a new model serves, with its version</span>"
                + "<span><span class='bad'>▲</span> critical, <span class='warn'>▲</span> warning,"
                + " ▲ informing alert</span></div>");
        plots.plot(page, quantity ? "mae" : "accuracy");
        page.see(plots.says(quantity ? "mae" : "accuracy"));
        plots.plot(page, quantity ? "rmse" : "kappa");
        page.see(
                quantity
                        ? "The same with large errors weighing more."
                        : "Kappa leaves out what chance alone would get right, so it shows what accuracy hides when one class is rare.");
    }

    private void plot(Page page, String key) {
        double[] pipeline = series(key, Window::figures);
        double[] majority = series(key, window -> window.baselines().majority());
        double[] noChange = series(key, window -> window.baselines().noChange());
        Axis up = Axis.around(Stream.of(pipeline, majority, noChange).flatMapToDouble(DoubleStream::of));
        Plot plot = new Plot(WIDTH, HEIGHT, rows, up)
                .named("", Named.figure(key) + ", by " + Words.count(Window.ROWS) + " rows")
                .across(row -> Words.count((long) row), this::date);
        OfServing first = serving().stream().findFirst().orElse(new OfServing(rows.high(), 0));
        if (first.row() > rows.low()) {
            plot.band(rows.low(), first.row(), "the announced baseline, before the first model");
        }
        serving()
                .forEach(serving -> plot.mark(
                        serving.row(),
                        Integer.toString(serving.version()),
                        "version " + serving.version() + " serves from row " + Words.count((long) serving.row())));
        plot.line("ssoft thin dots", middles, majority)
                .line("s1 thin", middles, noChange)
                .line("s0", middles, pipeline);
        for (int w = 0; w < windows.size(); w++) {
            plot.hint(
                    (double) windows.get(w).firstRow(),
                    windows.get(w).lastRow() + 1.0,
                    hint(key, w, pipeline, majority, noChange));
        }
        report.alerts().forEach(alert -> plot.flag(colour(alert), row(alert), alert.kind() + ": " + alert.sentence()));
        page.html("<div class='wide'>" + plot.done() + "</div>");
    }

    private static String colour(ReportedAlert alert) {
        return switch (alert.severity()) {
            case "CRITICAL" -> "fbad";
            case "INFO" -> "fsoft";
            default -> "fwarn";
        };
    }

    private record OfServing(double row, int version) {}

    private List<OfServing> serving() {
        return report.models().stream()
                .filter(model -> model.servedFrom().isPresent())
                .map(model -> new OfServing((double) model.servedFrom().getAsLong(), model.version()))
                .sorted(Comparator.comparingDouble(OfServing::row))
                .toList();
    }

    private double[] series(String key, Function<Window, Figures> of) {
        return windows.stream()
                .mapToDouble(window -> of.apply(window).byName().getOrDefault(key, Double.NaN))
                .toArray();
    }

    private String hint(String key, int w, double[] pipeline, double[] majority, double[] noChange) {
        Window window = windows.get(w);
        return "rows " + Words.count(window.firstRow()) + " to " + Words.count(window.lastRow()) + ", from "
                + Words.time((double) window.from().toEpochMilli()) + "\n" + Named.figure(key) + " "
                + Named.value(key, pipeline[w]) + "; no change " + Named.value(key, noChange[w]) + "; "
                + Named.majority(report.problem().kind()) + " " + Named.value(key, majority[w]) + "\nmodels "
                + window.models() + ", " + Words.count(window.figures().examples()) + " labelled";
    }

    /** Event time of the window that a row is in. */
    private String date(double row) {
        return windows.stream()
                .filter(window -> window.firstRow() <= row)
                .reduce((_, last) -> last)
                .map(window -> Words.time((double) window.from().toEpochMilli()).substring(0, 10))
                .orElse("");
    }

    private double row(ReportedAlert alert) {
        if (alert.row().isPresent()) {
            return (double) alert.row().getAsLong();
        }
        return windows.stream()
                .filter(window -> !window.from().isAfter(alert.eventTime()))
                .reduce((_, last) -> last)
                .map(window -> (window.firstRow() + window.lastRow()) / 2.0)
                .orElse(rows.low());
    }

    private String says(String key) {
        double[] pipeline = series(key, Window::figures);
        double[] noChange = series(key, window -> window.baselines().noChange());
        int better = 0;
        int known = 0;
        int worst = 0;
        for (int w = 0; w < pipeline.length; w++) {
            known += Double.isNaN(pipeline[w]) ? 0 : 1;
            better += Named.lessIsBetter(key) ? (pipeline[w] < noChange[w] ? 1 : 0) : pipeline[w] > noChange[w] ? 1 : 0;
            boolean worse = Named.lessIsBetter(key) ? pipeline[w] > pipeline[worst] : pipeline[w] < pipeline[worst];
            worst = worse || Double.isNaN(pipeline[worst]) ? w : worst;
        }
        return "Better than repeating the newest known label in " + better + " of " + known + " windows; at its worst "
                + Named.value(key, pipeline[worst]) + ", at row "
                + Words.count(windows.get(worst).firstRow()) + " ("
                + Words.time((double) windows.get(worst).from().toEpochMilli()) + ").";
    }
}
