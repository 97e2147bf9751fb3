package io.headrace.monitor.performance;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.metrics.BinaryMetrics;
import io.headrace.schemas.metrics.MulticlassMetrics;
import io.headrace.schemas.metrics.RegressionMetrics;
import io.headrace.schemas.metrics.Scorecard;
import java.util.List;

/** Outcomes as the scorecard their problem is judged by. */
final class Scorecards {

    private Scorecards() {}

    static Scorecard of(ProblemKind kind, double threshold, List<Outcome> outcomes) {
        return switch (kind) {
            case BINARY -> binary(threshold, outcomes);
            case MULTICLASS ->
                MulticlassMetrics.of(
                        outcomes.stream()
                                .map(outcome -> outcome.predicted().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray())
                                .toArray(double[][]::new),
                        outcomes.stream()
                                .mapToInt(outcome -> (int) outcome.truth())
                                .toArray());
            case REGRESSION -> RegressionMetrics.of(scores(outcomes), truths(outcomes));
        };
    }

    private static BinaryMetrics binary(double threshold, List<Outcome> outcomes) {
        boolean[] positives = new boolean[outcomes.size()];
        for (int row = 0; row < positives.length; row++) {
            positives[row] = outcomes.get(row).truth() > 0.5;
        }
        return BinaryMetrics.of(scores(outcomes), positives, threshold);
    }

    private static double[] scores(List<Outcome> outcomes) {
        double[] scores = new double[outcomes.size()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = outcomes.get(row).score();
        }
        return scores;
    }

    private static double[] truths(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::truth).toArray();
    }
}
