package io.headrace.standalone.replay.prequential;

import java.util.stream.IntStream;

/** The scored rows that have a label, in the order of scoring, and what was known when each was scored. */
final class Examples {

    private final Column rows;
    private final Column labels;
    private final int labelDelayRows;
    /** By example: the how-manieth scored row it is. */
    private final int[] scoredAs;
    /** Examples by ascending row number, which is the order of scoring but for late rows. */
    private final int[] byRow;

    Examples(Column rows, Column labels, int labelDelayRows) {
        this.rows = rows;
        this.labels = labels;
        this.labelDelayRows = labelDelayRows;
        this.scoredAs = IntStream.range(0, rows.size())
                .filter(i -> !Double.isNaN(labels.get(rows.whole(i))))
                .toArray();
        IntStream all = IntStream.range(0, scoredAs.length);
        this.byRow = IntStream.range(1, scoredAs.length).allMatch(i -> row(i - 1) < row(i))
                ? all.toArray()
                : all.boxed()
                        .sorted((a, b) -> Integer.compare(row(a), row(b)))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    int count() {
        return scoredAs.length;
    }

    int scoredAs(int example) {
        return scoredAs[example];
    }

    private int row(int example) {
        return rows.whole(scoredAs[example]);
    }

    /** Class numbers or quantities. */
    double[] truth() {
        return IntStream.range(0, count()).mapToDouble(i -> labels.get(row(i))).toArray();
    }

    /** A column of the scored rows, its examples only; 0 where it has none. */
    double[] of(Column scored) {
        return IntStream.range(0, count())
                .mapToDouble(i -> scored.get(scoredAs[i]))
                .map(value -> Double.isNaN(value) ? 0 : value)
                .toArray();
    }

    /** Learns labels in row order and is asked in between. */
    interface Learner {

        void learn(double label);

        /** One number. */
        double answer();
    }

    /** Each example's answer, from the labels of rows up to its own − 1 − delay. */
    double[] answers(Learner learner) {
        double[] answers = new double[count()];
        int next = 0;
        for (int example : byRow) {
            for (; next <= (long) row(example) - 1 - labelDelayRows; next++) {
                double label = labels.get(next);
                if (!Double.isNaN(label)) {
                    learner.learn(label);
                }
            }
            answers[example] = learner.answer();
        }
        return answers;
    }
}
