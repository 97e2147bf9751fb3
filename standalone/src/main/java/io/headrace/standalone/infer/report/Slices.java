package io.headrace.standalone.infer.report;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.standalone.infer.Column;
import io.headrace.standalone.infer.Finding;
import io.headrace.standalone.infer.Kind;
import io.headrace.standalone.infer.LabelFinding;
import io.headrace.standalone.page.Chart;
import io.headrace.standalone.page.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Rows put into groups, and what the groups' columns and labels are like. */
final class Slices {

    private static final int OVER_FILE = 40;
    private static final int BINS = 24;
    private static final int LEVELS = 12;
    private static final int WHOLE_LEVELS = 31;
    private static final int CLASSES = 5;
    private static final int FEWEST = 5;

    private Slices() {}

    /**
     * Values of a column in groups.
     *
     * @param of the group of a row; -1: in none
     */
    record Groups(List<String> names, IntUnaryOperator of) {

        double[] counts(int rows) {
            double[] counts = new double[names.size()];
            for (int i = 0; i < rows; i++) {
                int group = of.applyAsInt(i);
                if (group >= 0) {
                    counts[group]++;
                }
            }
            return counts;
        }
    }

    /** Equal parts of the file, in order. */
    static Groups overFile(Finding finding) {
        int rows = finding.label().column().cells().size();
        int parts = Math.min(OVER_FILE, Math.max(1, rows / 20));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int row = (int) ((long) i * rows / parts);
            names.add(finding.time()
                    .column()
                    .map(column -> Words.time(column.numbers()[row]).substring(0, 10))
                    .orElse(Words.count(row + 1L)));
        }
        return new Groups(names, row -> (int) ((long) row * parts / rows));
    }

    /** Bins of equal width between the outermost hundredths, or the commonest categories. */
    static Groups values(Column column) {
        if (column.kind() == Kind.NUMBER && column.distinct() > most(column)) {
            double[] sorted = column.sorted();
            double low = sorted[sorted.length / 100];
            double high = sorted[sorted.length - 1 - sorted.length / 100];
            double width = high > low ? (high - low) / BINS : 1;
            List<String> names = new ArrayList<>();
            for (int i = 0; i < BINS; i++) {
                names.add(Words.number(low + (i + 0.5) * width));
            }
            return new Groups(names, row -> {
                double number = column.numbers()[row];
                return Double.isNaN(number) ? -1 : (int) Math.clamp((number - low) / width, 0, BINS - 1);
            });
        }
        return levels(column);
    }

    /** Hours and days of a month each have their own bar. */
    private static int most(Column column) {
        return column.kind() == Kind.NUMBER && column.whole() ? WHOLE_LEVELS : LEVELS;
    }

    private static Groups levels(Column column) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < column.cells().size(); i++) {
            if (!column.isMissing(i)) {
                counts.merge(column.cells().get(i), 1, Integer::sum);
            }
        }
        List<String> names = new ArrayList<>(counts.keySet().stream()
                .sorted(Comparator.comparingInt((String name) -> -counts.getOrDefault(name, 0))
                        .thenComparing(name -> name))
                .limit(most(column))
                .toList());
        if (column.kind() == Kind.NUMBER) {
            Map<String, Double> numbers = new HashMap<>();
            for (int i = 0; i < column.cells().size(); i++) {
                numbers.put(column.cells().get(i), column.numbers()[i]);
            }
            names.sort(Comparator.comparingDouble((String name) -> numbers.getOrDefault(name, 0.0)));
        }
        return new Groups(
                names,
                row -> column.isMissing(row) ? -1 : names.indexOf(column.cells().get(row)));
    }

    /** The label in each group: the positive class's share, the mean quantity, or the shares of the commonest classes. */
    static List<Chart.Series> label(LabelFinding label, Groups groups) {
        double[] values = label.numbers();
        if (label.kind() != ProblemKind.MULTICLASS) {
            return List.of(new Chart.Series("", means(values, groups)));
        }
        List<String> names = List.copyOf(label.classes().keySet());
        return names.stream()
                .sorted(Comparator.comparingInt(name -> -label.classes().getOrDefault(name, 0)))
                .limit(CLASSES)
                .map(name -> new Chart.Series(
                        name,
                        means(
                                Arrays.stream(values)
                                        .map(value ->
                                                Double.isNaN(value) ? value : value == names.indexOf(name) ? 1 : 0)
                                        .toArray(),
                                groups)))
                .toList();
    }

    static List<Double> means(double[] values, Groups groups) {
        double[] sums = new double[groups.names().size()];
        int[] counts = new int[sums.length];
        for (int i = 0; i < values.length; i++) {
            int group = groups.of().applyAsInt(i);
            if (group >= 0 && !Double.isNaN(values[i])) {
                sums[group] += values[i];
                counts[group]++;
            }
        }
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            means.add(counts[i] < FEWEST ? Double.NaN : sums[i] / counts[i]);
        }
        return means;
    }

    /** A column through the file: the tenths around the middle of numbers, or the shares of the commonest categories. */
    static List<Chart.Series> through(Column column, Groups file) {
        if (column.kind() == Kind.NUMBER) {
            return List.of(quantile(column, file, 0.9), quantile(column, file, 0.5), quantile(column, file, 0.1));
        }
        Groups levels = levels(column);
        List<Chart.Series> series = new ArrayList<>();
        for (int level = 0; level < Math.min(CLASSES, levels.names().size()); level++) {
            double[] is = new double[column.cells().size()];
            for (int i = 0; i < is.length; i++) {
                is[i] = levels.of().applyAsInt(i) == level ? 1 : 0;
            }
            series.add(new Chart.Series(levels.names().get(level), means(is, file)));
        }
        return series;
    }

    private static Chart.Series quantile(Column column, Groups file, double share) {
        List<List<Double>> parts = new ArrayList<>();
        file.names().forEach(_ -> parts.add(new ArrayList<>()));
        for (int i = 0; i < column.numbers().length; i++) {
            if (!Double.isNaN(column.numbers()[i])) {
                parts.get(file.of().applyAsInt(i)).add(column.numbers()[i]);
            }
        }
        List<Double> values = new ArrayList<>();
        for (List<Double> part : parts) {
            part.sort(Double::compare);
            values.add(part.size() < FEWEST ? Double.NaN : part.get((int) (share * (part.size() - 1))));
        }
        return new Chart.Series(share == 0.5 ? "median" : Math.round(share * 100) + " %", values);
    }

    /** Population stability index of the second half against the first: from 0.1 on a shift, from 0.25 a large one. */
    static double psi(Column column) {
        Groups groups =
                column.kind() == Kind.NUMBER && column.distinct() > most(column) ? tenths(column) : values(column);
        int half = column.cells().size() / 2;
        double[][] counts = new double[2][groups.names().size() + 1];
        double[] totals = new double[2];
        for (int i = 0; i < half * 2; i++) {
            int group = groups.of().applyAsInt(i);
            counts[i / half][group < 0 ? groups.names().size() : group]++;
            totals[i / half]++;
        }
        double psi = 0;
        for (int i = 0; i < counts[0].length; i++) {
            double before = (counts[0][i] + 0.5) / (totals[0] + 1);
            double after = (counts[1][i] + 0.5) / (totals[1] + 1);
            psi += (after - before) * Math.log(after / before);
        }
        return psi;
    }

    private static Groups tenths(Column column) {
        double[] sorted = column.sorted();
        double[] edges = new double[9];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = sorted[(i + 1) * sorted.length / 10];
        }
        List<String> names = java.util.stream.IntStream.range(0, 10)
                .mapToObj(Integer::toString)
                .toList();
        return new Groups(names, row -> {
            double number = column.numbers()[row];
            int place = Arrays.binarySearch(edges, number);
            return Double.isNaN(number) ? -1 : place < 0 ? -place - 1 : place + 1;
        });
    }
}
