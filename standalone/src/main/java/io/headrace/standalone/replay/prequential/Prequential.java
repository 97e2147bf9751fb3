package io.headrace.standalone.replay.prequential;

import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Collects what was scored, in stream order, and what became known, and evaluates it: every row that was scored and labelled
 * counts once, by the prediction that was made before its label was known. Labels may be given before or after the rows they
 * belong to are; the result is the same. Keeps 40 bytes a row and 8 more a class. Not safe for use by many threads.
 */
public final class Prequential {

    private final Problem problem;
    private final int labelDelayRows;
    private final ClassNames classes;
    private final BitSet seen = new BitSet();
    private final Column rows = new Column();
    private final Column times = new Column();
    private final Column versions = new Column();
    /** Class number, or the predicted quantity. */
    private final Column predicted = new Column();
    /** By class: its probability in each scored row. */
    private final List<Column> probabilities = new ArrayList<>();
    /** By row number: class number, or the quantity. */
    private final Column labels = new Column();

    private long repeated;
    private long foreign;

    private Prequential(Problem problem, int labelDelayRows) {
        this.problem = problem;
        this.labelDelayRows = labelDelayRows;
        this.classes = new ClassNames(problem);
    }

    /**
     * An evaluation that has seen nothing yet.
     *
     * @param labelDelayRows the label of row i becomes known after row i + so many was scored; 0 or more. The baselines are
     *     held to it
     */
    public static Prequential of(Problem problem, int labelDelayRows) {
        if (labelDelayRows < 0) {
            throw new IllegalArgumentException("label delay of " + labelDelayRows + " rows; 0 or more is needed");
        }
        return new Prequential(problem, labelDelayRows);
    }

    /**
     * The pipeline scored a row.
     *
     * @param row its number in the stream, from 0
     * @param eventTimeMillis since 1970
     * @throws IllegalArgumentException if what was scored does not fit the problem
     */
    public void scored(long row, long eventTimeMillis, Scored scored) {
        int place = checked(row);
        if (seen.get(place)) {
            repeated++;
            return;
        }
        switch (scored) {
            case Scored.Classes ofClass when problem.kind() != ProblemKind.REGRESSION -> add(row, ofClass);
            case Scored.Quantity quantity
            when problem.kind() == ProblemKind.REGRESSION -> predicted.add(quantity.value());
            case Scored.Classes _, Scored.Quantity _ ->
                throw new IllegalArgumentException(
                        "row " + row + " was scored as " + scored + ", but the problem is " + problem.kind());
        }
        seen.set(place);
        rows.add(place);
        times.add((double) eventTimeMillis);
        versions.add(scored.version());
    }

    private void add(long row, Scored.Classes scored) {
        int decided = scored.decided().isEmpty() ? 0 : classes.place(scored.decided());
        if (decided == ClassNames.FOREIGN) {
            throw new IllegalArgumentException("row " + row + " was decided to be " + scored.decided()
                    + "; the problem's classes are " + classes.names());
        }
        int place = predicted.size();
        predicted.add(decided);
        scored.probabilities().forEach((name, probability) -> {
            int number = classes.place(name);
            if (number != ClassNames.FOREIGN) {
                while (probabilities.size() <= number) {
                    probabilities.add(new Column());
                }
                probabilities.get(number).set(place, probability);
            }
        });
    }

    /**
     * What turned out to be true of a row.
     *
     * @param row its number in the stream, from 0
     * @throws IllegalArgumentException if the label does not fit the problem
     */
    public void labelled(long row, Label label) {
        int place = checked(row);
        if (!Double.isNaN(labels.get(place))) {
            repeated++;
            return;
        }
        switch (label) {
            case Label.Category(String name)
            when problem.kind() != ProblemKind.REGRESSION -> {
                int number = classes.place(name);
                if (number == ClassNames.FOREIGN) {
                    foreign++;
                } else {
                    labels.set(place, number);
                }
            }
            case Label.Quantity(double value)
            when problem.kind() == ProblemKind.REGRESSION && Double.isFinite(value) -> labels.set(place, value);
            case Label.Category _, Label.Quantity _ ->
                throw new IllegalArgumentException(
                        "the label of row " + row + " is " + label + ", but the problem is " + problem.kind());
        }
    }

    private static int checked(long row) {
        if (row < 0 || row >= 1 << 30) {
            throw new IllegalArgumentException("row " + row + " is not from 0 to " + ((1 << 30) - 1));
        }
        return (int) row;
    }

    /** Rows scored so far. */
    public long scoredRows() {
        return rows.size();
    }

    /** Evaluates what was given so far. */
    public Evaluation evaluate() {
        Examples examples = new Examples(rows, labels, labelDelayRows);
        List<Range> windows = Range.windows(rows.size(), examples);
        List<Range> ranges = new ArrayList<>(windows);
        ranges.add(new Range(0, examples.count()));
        EvaluatedWindows evaluated = switch (problem.kind()) {
            case BINARY, MULTICLASS ->
                ClassEvaluator.evaluate(problem.kind(), classes.names(), examples, predicted, probabilities, ranges);
            case REGRESSION -> QuantityEvaluator.evaluate(examples, predicted, ranges);
        };
        return new Evaluation(
                rows.size(),
                evaluated.figures().getLast(),
                evaluated.baselines().getLast(),
                windows(evaluated),
                evaluated.curves(),
                evaluated.calibration(),
                evaluated.confusion(),
                uncounted(examples));
    }

    private List<Window> windows(EvaluatedWindows evaluated) {
        List<Window> windows = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += Window.ROWS) {
            int until = Math.min(from + Window.ROWS, rows.size());
            BitSet models = new BitSet();
            for (int i = from; i < until; i++) {
                models.set(versions.whole(i));
            }
            int window = from / Window.ROWS;
            windows.add(new Window(
                    rows.whole(from),
                    rows.whole(until - 1),
                    Instant.ofEpochMilli((long) times.get(from)),
                    until - from,
                    models.stream().boxed().toList(),
                    evaluated.figures().get(window),
                    evaluated.baselines().get(window)));
        }
        return windows;
    }

    private Uncounted uncounted(Examples examples) {
        long labelled = 0;
        for (int row = 0; row < labels.size(); row++) {
            labelled += Double.isNaN(labels.get(row)) ? 0 : 1;
        }
        return new Uncounted(rows.size() - examples.count(), labelled - examples.count(), repeated, foreign);
    }
}
