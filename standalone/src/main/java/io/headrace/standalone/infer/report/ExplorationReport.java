package io.headrace.standalone.infer.report;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.standalone.infer.Column;
import io.headrace.standalone.infer.Finding;
import io.headrace.standalone.infer.Kind;
import io.headrace.standalone.infer.LabelFinding;
import io.headrace.standalone.infer.Relation;
import io.headrace.standalone.page.Chart;
import io.headrace.standalone.page.Html;
import io.headrace.standalone.page.Page;
import io.headrace.standalone.page.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes what was found out as one HTML page: nothing beside it, nothing from the network. */
public final class ExplorationReport {

    private static final int CARDS = 30;
    private static final int CORRELATED = 20;
    private static final int BARS = 30;
    private final Finding finding;
    private final LabelFinding label;
    private final List<Column> shown;
    private final Slices.Groups file;
    private final Page page;

    private ExplorationReport(Finding finding) {
        this.finding = finding;
        this.page = new Page(name(finding));
        this.label = finding.label();
        this.file = Slices.overFile(finding);
        this.shown = finding.columns().stream()
                .filter(column -> column.kind() == Kind.NUMBER || column.kind() == Kind.CATEGORY)
                .sorted(Comparator.comparingDouble(
                                (Column column) -> -finding.relation(column).strength())
                        .thenComparingInt(Column::place))
                .toList();
    }

    public static void write(Finding finding, Path to) throws IOException {
        Files.writeString(to, new ExplorationReport(finding).page());
    }

    private String page() {
        page.title("What is in " + name(finding));
        page.html("<p>" + Html.text(finding.summary()) + ".</p>");
        label();
        strongest();
        missing();
        drift();
        correlations();
        cards();
        table();
        return page.done();
    }

    private static String name(Finding finding) {
        return String.valueOf(finding.request().source().getFileName());
    }

    private void add(String html) {
        page.html(html);
    }

    private void see(String text) {
        page.see(text);
    }

    private void label() {
        add("<h2>The label: " + Html.text(label.column().name()) + "</h2><div class='row'>");
        Slices.Groups groups = Slices.values(label.column());
        add(Page.figure(
                "How often each " + (label.kind() == ProblemKind.REGRESSION ? "value" : "class") + " occurs",
                Chart.bars(
                        420,
                        190,
                        groups.names(),
                        groups.counts(label.column().cells().size()))));
        add(Page.figure(
                labelled() + " through the file", Chart.lines(620, 190, file.names(), Slices.label(label, file))));
        add("</div>");
        List<Double> through = Slices.label(label, file).getFirst().values();
        double least = through.stream()
                .filter(Double::isFinite)
                .mapToDouble(value -> value)
                .min()
                .orElse(0);
        double most = through.stream()
                .filter(Double::isFinite)
                .mapToDouble(value -> value)
                .max()
                .orElse(0);
        see((label.known() < 0.9995 ? Words.percent(1 - label.known()) + " of the rows have no label. " : "")
                + "From part to part of the file it goes from " + figureOf(least) + " to " + figureOf(most)
                + ": where it moves, a model from earlier rows is soon wrong.");
    }

    private String labelled() {
        return switch (label.kind()) {
            case BINARY -> "Share of " + List.copyOf(label.classes().keySet()).getLast();
            case MULTICLASS -> "Share of each class";
            case REGRESSION -> "Mean of " + label.column().name();
        };
    }

    private String figureOf(double value) {
        return label.kind() == ProblemKind.REGRESSION ? Words.number(value) : Words.percent(value);
    }

    private void strongest() {
        List<Column> strong = shown.stream().limit(BARS).toList();
        if (strong.isEmpty()) {
            return;
        }
        add("<h2>What tells of the label</h2>");
        bars(strong, column -> finding.relation(column).strength());
        List<String> suspicious = shown.stream()
                .filter(column -> finding.relation(column).strength() >= Relation.SUSPICIOUS)
                .map(Column::name)
                .toList();
        see(
                "The share of the label's variance that a column explains by itself, 0 to 1. 0 does not mean useless: columns may tell"
                        + " together."
                        + (suspicious.isEmpty()
                                ? " None tells nearly everything, so no copy of the label is in sight."
                                : " ⚠ " + String.join(", ", suspicious)
                                        + " nearly give the label away: are they known when the prediction is wanted?"));
    }

    private void bars(List<Column> columns, ToDoubleFunction<Column> value) {
        Map<String, Double> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(column.name(), value.applyAsDouble(column)));
        page.bars(values);
    }

    private void missing() {
        add("<h2>Missing values</h2>");
        double rows = label.column().cells().size();
        List<Column> lacking = finding.columns().stream()
                .filter(column -> column.missing() > 0)
                .sorted(Comparator.comparingLong((Column column) -> -column.missing()))
                .limit(BARS)
                .toList();
        if (lacking.isEmpty()) {
            see("None in any column.");
            return;
        }
        bars(lacking, column -> column.missing() / rows);
        see(
                "Share of the rows without a value. Models learn from the gap itself; a column that is mostly empty tells little.");
    }

    private void drift() {
        List<Column> moved = shown.stream()
                .sorted(Comparator.comparingDouble((Column column) -> -Slices.psi(column)))
                .limit(BARS / 2)
                .toList();
        if (moved.isEmpty() || label.column().cells().size() < 200) {
            return;
        }
        add("<h2>Drift over the file</h2>");
        bars(moved, Slices::psi);
        long large = moved.stream().filter(column -> Slices.psi(column) > 0.25).count();
        see(
                "Population stability index of the second half of the rows against the first. From 0.1 on a column has shifted, from"
                        + " 0.25 much; here "
                        + (large == 0 ? "none has much" : large + " of those shown " + (large == 1 ? "has" : "have"))
                        + ". What shifts is watched by the monitor and learned again.");
    }

    private void correlations() {
        List<Column> numbers = shown.stream()
                .filter(column -> column.kind() == Kind.NUMBER)
                .limit(CORRELATED)
                .toList();
        if (numbers.size() < 2) {
            return;
        }
        double[][] values = new double[numbers.size()][numbers.size()];
        String pair = "";
        double most = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                values[i][j] = i == j
                        ? 1
                        : Relation.correlation(
                                numbers.get(i).numbers(), numbers.get(j).numbers());
                if (i < j && Math.abs(values[i][j]) > most) {
                    most = Math.abs(values[i][j]);
                    pair = numbers.get(i).name() + " and " + numbers.get(j).name();
                }
            }
        }
        add("<h2>Correlations</h2>" + Heat.of(numbers.stream().map(Column::name).toList(), values));
        see("Pearson's, in hundredths; blue together, orange against. The closest are " + pair + " ("
                + Words.number(most) + ")" + (most > 0.95 ? ": one of them says nearly all the other does." : "."));
    }

    private void cards() {
        add("<h2>Column by column</h2>");
        if (shown.size() > CARDS) {
            see("The " + CARDS + " that tell most by themselves.");
        }
        shown.stream().limit(CARDS).forEach(this::card);
    }

    private void card(Column column) {
        Slices.Groups groups = Slices.values(column);
        add("<div class='card'><h3>" + Html.text(column.name()) + "</h3>");
        double psi = Slices.psi(column);
        see(says(column, groups)
                + (psi > 0.25
                        ? " It has shifted much over the file."
                        : psi > 0.1 ? " It has shifted over the file." : ""));
        add("<div class='row'>"
                + Page.figure(
                        "Distribution",
                        Chart.bars(
                                330,
                                160,
                                groups.names(),
                                groups.counts(column.cells().size())))
                + Page.figure(
                        labelled() + " by value", Chart.lines(330, 160, groups.names(), Slices.label(label, groups)))
                + Page.figure("Through the file", Chart.lines(330, 160, file.names(), Slices.through(column, file)))
                + "</div></div>");
    }

    private String says(Column column, Slices.Groups groups) {
        List<Double> means = Slices.label(label, groups).getFirst().values();
        int high = -1;
        int low = -1;
        for (int i = 0; i < means.size(); i++) {
            if (Double.isFinite(means.get(i))) {
                high = high < 0 || means.get(i) > means.get(high) ? i : high;
                low = low < 0 || means.get(i) < means.get(low) ? i : low;
            }
        }
        if (high < 0 || label.kind() == ProblemKind.MULTICLASS) {
            return Words.count(column.distinct()) + " different values.";
        }
        String about = column.kind() == Kind.NUMBER ? "around " : "for ";
        return labelled() + ": from " + figureOf(means.get(low)) + " " + about
                + groups.names().get(low) + " to " + figureOf(means.get(high)) + " " + about
                + groups.names().get(high) + ".";
    }

    private void table() {
        add("<h2>All columns</h2><table><tr><th>column</th><th>field</th><th>holds</th><th class='n'>different</th>"
                + "<th class='n'>missing</th><th class='n'>least</th><th class='n'>median</th><th class='n'>most</th>"
                + "<th>as a feature</th></tr>");
        double rows = label.column().cells().size();
        for (Column column : finding.columns()) {
            String reason = finding.leftOut()
                    .getOrDefault(column.field(), finding.isTime(column) ? "is the event time" : "yes");
            double[] sorted =
                    column.kind() == Kind.NUMBER || column.kind() == Kind.TIME ? column.sorted() : new double[0];
            add("<tr" + (finding.leftOut().containsKey(column.field()) ? " class='out'" : "") + "><td>"
                    + Html.brief(column.name(), 40) + "</td><td>" + Html.text(column.field()) + "</td><td>"
                    + column.kind().words() + "</td><td class='n'>" + Words.count(column.distinct())
                    + "</td><td class='n'>"
                    + Words.percent(column.missing() / rows) + "</td>" + spread(column, sorted) + "<td>"
                    + Html.text(reason) + "</td></tr>");
        }
        add("</table>");
    }

    private static String spread(Column column, double[] sorted) {
        if (sorted.length == 0) {
            return "<td></td><td></td><td></td>";
        }
        return java.util.stream.DoubleStream.of(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1])
                .mapToObj(value -> column.kind() == Kind.TIME ? Words.time(value) : Words.number(value))
                .collect(Collectors.joining("</td><td class='n'>", "<td class='n'>", "</td>"));
    }
}
