package io.headrace.trainer.rank;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.metrics.Scorecard;
import io.headrace.trainer.calibration.Scorecards;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.search.TrialModel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much worse a model's metric becomes when features' values are shuffled among the rows (Breiman 2001).
 *
 * @param loss in the metric's unit, mean over the shuffles; above 0 it is worse without the features
 * @param error standard error, by a paired bootstrap: of other rows and other shuffles
 */
public record Importance(double loss, double error) {

    private static final int SHUFFLES = 10;
    private static final int RESAMPLES = 200;

    /** Loses more than chance makes of rows and shuffles. */
    public boolean isBeyondChance() {
        return loss > 2 * error && loss > 0;
    }

    static Importance of(Set<String> features, TrialModel model, Dataset rows, Metric metric, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Scorecard whole = judged(model, rows);
        List<Scorecard> shuffled = IntStream.range(0, SHUFFLES)
                .mapToObj(_ -> judged(model, rows.withValuesOf(features, shuffle(rows.rows(), random))))
                .toList();
        double loss = shuffled.stream()
                .mapToDouble(one -> loss(metric, whole.value(metric), one.value(metric)))
                .average()
                .orElse(0);
        double[] others = IntStream.range(0, RESAMPLES)
                .mapToDouble(resample -> {
                    int[] draws = draws(rows.rows(), random);
                    Scorecard one = shuffled.get(resample % SHUFFLES);
                    return loss(metric, whole.value(metric, draws), one.value(metric, draws));
                })
                .filter(Double::isFinite)
                .toArray();
        return new Importance(loss, deviation(others));
    }

    static Scorecard judged(TrialModel model, Dataset rows) {
        return Scorecards.of(rows.target(), model.outputs(rows), model.threshold());
    }

    private static double loss(Metric metric, double with, double without) {
        return metric.higherIsBetter() ? with - without : without - with;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    private static int[] draws(int rows, SplittableRandom random) {
        int[] draws = new int[rows];
        for (int row = 0; row < rows; row++) {
            draws[random.nextInt(rows)]++;
        }
        return draws;
    }

    private static int[] shuffle(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
