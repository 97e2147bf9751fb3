package io.headrace.trainer.calibration;

import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.Problem;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The probability from which the positive class is predicted, chosen on the validation part for the metric that decisions are
 * judged by ({@link #judge}): where F1 is highest for F1, one half for all that count right predictions, because calibrated
 * probabilities are right most often there. Where no metric judges decisions and the classes are skewed (fewer than one row in
 * five of either): where F1 is highest, because at one half a rare class would hardly ever be predicted.
 */
public final class Threshold {

    private static final double HALF = 0.5;
    private static final double SKEWED = 0.2;

    private Threshold() {}

    /** The first metric that depends on decisions, of the primary one, that of the success criterion and those reported. */
    public static Optional<Metric> judge(Problem problem) {
        return Stream.of(
                        Stream.of(problem.metric()),
                        problem.success().stream().map(Criterion::metric),
                        problem.report().stream())
                .flatMap(metrics -> metrics)
                .filter(Threshold::judgesDecisions)
                .findFirst();
    }

    private static boolean judgesDecisions(Metric metric) {
        return switch (metric) {
            case F1, ACCURACY, KAPPA, PRECISION, RECALL -> true;
            case PR_AUC, ROC_AUC, PRECISION_AT_TOP_100, LOG_LOSS, CALIBRATION_ERROR, MAE, RMSE, R2 -> false;
        };
    }

    /**
     * Chooses.
     *
     * @param scores per row the positive class's probability
     * @param judge what decisions are judged by, if by anything
     */
    public static double choose(double[] scores, boolean[] positives, Optional<Metric> judge) {
        if (judge.isPresent()) {
            return judge.get() == Metric.F1 ? highestF1(scores, positives) : HALF;
        }
        double share = IntStream.range(0, positives.length)
                        .filter(row -> positives[row])
                        .count()
                / (double) positives.length;
        return share < SKEWED || share > 1 - SKEWED ? highestF1(scores, positives) : HALF;
    }

    /** Midway between the two neighbouring scores that part the rows best; the higher one of equals. */
    private static double highestF1(double[] scores, boolean[] positives) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        long all = IntStream.range(0, positives.length)
                .filter(row -> positives[row])
                .count();
        double best = 0;
        double threshold = HALF;
        long hits = 0;
        for (int i = 0; i < order.length; i++) {
            hits += positives[order[i]] ? 1 : 0;
            double score = scores[order[i]];
            double next = i + 1 < order.length ? scores[order[i + 1]] : 0;
            double f1 = 2.0 * hits / (i + 1 + all);
            if (score != next && f1 > best) {
                best = f1;
                threshold = (score + next) / 2;
            }
        }
        return threshold;
    }
}
