package io.headrace.standalone.infer;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.standalone.page.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the column to predict tells of the problem.
 *
 * @param classes of a classification, in the order of the model's output (binary: the positive one last), with their number in
 *     the sample
 * @param why the reason for the kind, and of a binary problem for the positive class
 */
public record LabelFinding(Column column, ProblemKind kind, Map<String, Integer> classes, String why) {

    private static final int MOST_WHOLE_CLASSES = 10;
    private static final int MOST_CLASSES = 100;
    private static final Set<String> YES =
            Set.of("true", "t", "1", "yes", "y", "up", "positive", "pos", "fraud", "spam", "churn", "ja", "oui", "si");

    /** @param everywhere the label's texts in the whole file: there may be more than in the sample */
    static LabelFinding of(Column column, Set<String> everywhere) {
        Map<String, Integer> counts = counts(column, everywhere);
        int rows = column.cells().size();
        if (counts.isEmpty()) {
            throw new InferProblem("the label " + column.name() + " is missing in all " + rows
                    + " rows that were read; a column with values is needed");
        }
        if (counts.size() == 1) {
            throw new InferProblem("the label " + column.name() + " has one value only, \""
                    + counts.keySet().iterator().next() + "\", in " + Words.count(rows)
                    + " rows: there is nothing to tell apart; two classes or a quantity are needed");
        }
        boolean numeric = column.numbers().length > 0;
        if (counts.size() == 2) {
            return binary(column, counts);
        }
        if (numeric && (!column.whole() || counts.size() > MOST_WHOLE_CLASSES)) {
            return new LabelFinding(
                    column, ProblemKind.REGRESSION, Map.of(), Words.count(counts.size()) + " different numbers");
        }
        if (counts.size() > MOST_CLASSES || counts.size() > rows / 2) {
            throw new InferProblem("the label " + column.name() + " has " + Words.count(counts.size())
                    + " different texts in " + Words.count(rows)
                    + " rows: too many for classes (100 at most), and no quantity");
        }
        return new LabelFinding(
                column,
                ProblemKind.MULTICLASS,
                ordered(counts, numeric),
                counts.size()
                        + (numeric
                                ? " different whole numbers; for a quantity write kind: regression and leave"
                                        + " classes out"
                                : " different texts"));
    }

    private static LabelFinding binary(Column column, Map<String, Integer> counts) {
        List<String> names = new ArrayList<>(counts.keySet());
        names.sort(Comparator.comparing((String name) -> counts.get(name))
                .reversed()
                .thenComparing(name -> name));
        boolean firstIsYes = YES.contains(names.get(0).toLowerCase(Locale.ROOT));
        boolean secondIsYes = YES.contains(names.get(1).toLowerCase(Locale.ROOT));
        String positive = firstIsYes && !secondIsYes ? names.get(0) : names.get(1);
        String negative = positive.equals(names.get(0)) ? names.get(1) : names.get(0);
        Map<String, Integer> ordered = new LinkedHashMap<>();
        ordered.put(negative, counts.get(negative));
        ordered.put(positive, counts.get(positive));
        boolean byName = firstIsYes != secondIsYes;
        return new LabelFinding(
                column,
                ProblemKind.BINARY,
                ordered,
                "two values; " + positive + " is taken as the positive class "
                        + (byName ? "by its name" : "because it is the rarer"));
    }

    /** Whole numbers are written as such: 1.0 is 1. */
    private static Map<String, Integer> counts(Column column, Set<String> everywhere) {
        Map<String, Integer> counts = new TreeMap<>();
        boolean truths = truths(column);
        everywhere.stream()
                .filter(text -> !column.codes().contains(text))
                .map(text -> column.whole() ? wholeText(text) : truths ? lower(text) : text)
                .forEach(text -> counts.put(text, 0));
        for (int i = 0; i < column.cells().size(); i++) {
            if (!column.isMissing(i)) {
                counts.merge(classOf(column, i, truths), 1, Integer::sum);
            }
        }
        counts.remove("");
        return counts;
    }

    private static String classOf(Column column, int row, boolean truths) {
        String cell = column.cells().get(row);
        return column.whole() ? whole(column.numbers()[row]) : truths ? lower(cell) : cell;
    }

    private static String whole(double number) {
        return Double.isNaN(number) ? "" : Long.toString((long) number);
    }

    private static String wholeText(String text) {
        try {
            double number = Double.parseDouble(text);
            return number == Math.rint(number) ? whole(number) : "";
        } catch (NumberFormatException _) {
            return "";
        }
    }

    /** True and FALSE are truth values; beside other words they are words. */
    private static boolean truths(Column column) {
        return column.cells().stream()
                .filter(cell -> !column.codes().contains(cell))
                .allMatch(cell -> cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false"));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Map<String, Integer> ordered(Map<String, Integer> counts, boolean numeric) {
        Map<String, Integer> ordered = new LinkedHashMap<>();
        counts.keySet().stream()
                .sorted(numeric ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder())
                .forEach(name -> ordered.put(name, counts.get(name)));
        return ordered;
    }

    /** Share of the rows whose label is known. */
    public double known() {
        return 1 - column.missing() / (double) Math.max(1, column.cells().size());
    }

    /** Share of the rarest class among the known, of a classification. */
    public double rarest() {
        double all = classes.values().stream().mapToInt(Integer::intValue).sum();
        return classes.values().stream().mapToInt(Integer::intValue).min().orElse(0) / all;
    }

    /** Per row: a binary problem's 1 for the positive class and 0, a quantity, or the place of the class; NaN where missing. */
    public double[] numbers() {
        List<String> names = List.copyOf(classes.keySet());
        double[] values = new double[column.cells().size()];
        boolean truths = truths(column);
        for (int i = 0; i < values.length; i++) {
            values[i] = column.isMissing(i)
                    ? Double.NaN
                    : kind == ProblemKind.REGRESSION ? column.numbers()[i] : names.indexOf(classOf(column, i, truths));
        }
        return values;
    }
}
