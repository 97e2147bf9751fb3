package io.headrace.standalone.infer;

import io.headrace.schemas.definition.ProblemKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How much one column by itself tells of the label.
 *
 * @param strength 0 to 1: the share of the label's variance that the column's values explain (numbers in 64 equal parts): the
 *     correlation ratio for a quantity, Goodman and Kruskal's tau for classes
 * @param copy each value goes with one label and each label with one value
 */
public record Relation(double strength, boolean copy) {

    /** From here on a column is suspected of knowing the label. */
    public static final double SUSPICIOUS = 0.95;

    private static final Relation NONE = new Relation(0, false);
    private static final int PARTS = 64;
    private static final int ROWS_FOR_EACH = 5;

    static Relation of(Column column, LabelFinding label) {
        double[] labels = label.numbers();
        int[] groups = groups(column);
        if (groups.length == 0) {
            return NONE;
        }
        return label.kind() == ProblemKind.REGRESSION
                ? ofQuantity(column, groups, labels)
                : ofClasses(groups, labels, label.classes().size());
    }

    private static Relation ofClasses(int[] groups, double[] labels, int classes) {
        Map<Integer, double[]> counts = new HashMap<>();
        double[] totals = new double[classes];
        double all = 0;
        for (int i = 0; i < groups.length; i++) {
            if (!Double.isNaN(labels[i])) {
                counts.computeIfAbsent(groups[i], _ -> new double[classes])[(int) labels[i]]++;
                totals[(int) labels[i]]++;
                all++;
            }
        }
        double blind = concentration(totals) / Math.max(1, all);
        if (blind >= 1 || (all < counts.size() * ROWS_FOR_EACH && counts.size() > classes)) {
            return NONE;
        }
        double knowing =
                counts.values().stream().mapToDouble(Relation::concentration).sum() / all;
        double tau = (knowing - blind) / (1 - blind);
        return new Relation(Math.clamp(tau, 0, 1), tau >= 0.998 && counts.size() == classes);
    }

    /** Of so many rows, how many a guess at random in the same shares gets right. */
    private static double concentration(double[] counts) {
        double all = Arrays.stream(counts).sum();
        return all == 0 ? 0 : Arrays.stream(counts).map(count -> count * count).sum() / all;
    }

    private static Relation ofQuantity(Column column, int[] groups, double[] labels) {
        Map<Integer, double[]> sums = new HashMap<>();
        double sum = 0;
        double squares = 0;
        int all = 0;
        for (int i = 0; i < groups.length; i++) {
            if (!Double.isNaN(labels[i])) {
                double[] group = sums.computeIfAbsent(groups[i], _ -> new double[2]);
                group[0] += labels[i];
                group[1]++;
                sum += labels[i];
                squares += labels[i] * labels[i];
                all++;
            }
        }
        double variance = squares - sum * sum / Math.max(1, all);
        if (all < sums.size() * ROWS_FOR_EACH || variance <= 0) {
            return NONE;
        }
        double mean = sum / all;
        double between = sums.values().stream()
                .mapToDouble(group -> group[1] * Math.pow(group[0] / group[1] - mean, 2))
                .sum();
        boolean copy = column.kind() == Kind.NUMBER && Math.abs(correlation(column.numbers(), labels)) > 0.99999;
        return new Relation(Math.min(1, between / variance), copy);
    }

    /** Pearson's, over the rows where both are known; 0 where one does not vary. */
    public static double correlation(double[] one, double[] other) {
        double[] sums = new double[6];
        for (int i = 0; i < one.length; i++) {
            if (!Double.isNaN(one[i]) && !Double.isNaN(other[i])) {
                sums[0]++;
                sums[1] += one[i];
                sums[2] += other[i];
            }
        }
        double x = sums[1] / Math.max(1, sums[0]);
        double y = sums[2] / Math.max(1, sums[0]);
        for (int i = 0; i < one.length; i++) {
            if (!Double.isNaN(one[i]) && !Double.isNaN(other[i])) {
                sums[3] += (one[i] - x) * (other[i] - y);
                sums[4] += (one[i] - x) * (one[i] - x);
                sums[5] += (other[i] - y) * (other[i] - y);
            }
        }
        double spread = Math.sqrt(sums[4] * sums[5]);
        return spread > 0 ? sums[3] / spread : 0;
    }

    /** By row: which value, or which part of the numbers; -1 where missing. Empty where the kind has no groups. */
    static int[] groups(Column column) {
        int rows = column.cells().size();
        int[] groups = new int[rows];
        if (column.kind() == Kind.NUMBER && column.distinct() > PARTS) {
            double[] sorted = column.sorted();
            double[] edges = new double[PARTS - 1];
            for (int i = 0; i < edges.length; i++) {
                edges[i] = sorted[(int) ((i + 1L) * sorted.length / PARTS)];
            }
            for (int i = 0; i < rows; i++) {
                double number = column.numbers()[i];
                int found = Arrays.binarySearch(edges, number);
                groups[i] = Double.isNaN(number) ? -1 : found < 0 ? -found - 1 : found + 1;
            }
            return groups;
        }
        if (column.kind() != Kind.NUMBER && column.kind() != Kind.CATEGORY) {
            return new int[0];
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            groups[i] = column.isMissing(i)
                    ? -1
                    : places.computeIfAbsent(column.cells().get(i), _ -> places.size());
        }
        return groups;
    }
}
