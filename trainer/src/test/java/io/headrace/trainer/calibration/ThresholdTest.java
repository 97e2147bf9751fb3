package io.headrace.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.metrics.BinaryMetrics;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ThresholdTest {

    @Property(tries = 200)
    void noOtherThresholdHasAHigherF1(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores =
                random.doubles(50).map(score -> Math.rint(score * 20) / 20).toArray();
        boolean[] positives = new boolean[50];
        IntStream.range(0, 50).forEach(row -> positives[row] = random.nextDouble() < scores[row]);
        positives[0] = true;

        double chosen = f1(scores, positives, Threshold.choose(scores, positives, Optional.of(Metric.F1)));

        for (double other : scores) {
            assertThat(f1(scores, positives, other)).isLessThanOrEqualTo(chosen + 1e-12);
        }
    }

    @Test
    void ofARareClassTheThresholdLiesBetweenTheScoresThatPartItBest() {
        double[] scores = {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.2, 0.3};
        boolean[] positives = new boolean[10];
        positives[9] = true;

        assertThat(Threshold.choose(scores, positives, Optional.empty())).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void ofEvenClassesItIsOneHalf() {
        assertThat(Threshold.choose(new double[] {0.1, 0.9}, new boolean[] {true, false}, Optional.empty()))
                .isEqualTo(0.5);
    }

    @Test
    void theFirstMetricThatJudgesDecisionsDecides() {
        double[] scores = {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.2, 0.3};
        boolean[] positives = new boolean[10];
        positives[9] = true;
        Problem problem = new Problem(
                ProblemKind.BINARY,
                "late",
                LabelType.BOOLEAN,
                List.of("false", "true"),
                Metric.LOG_LOSS,
                Optional.empty(),
                List.of(Metric.ROC_AUC, Metric.KAPPA, Metric.F1));

        assertThat(Threshold.judge(problem)).contains(Metric.KAPPA);
        assertThat(Threshold.choose(scores, positives, Threshold.judge(problem)))
                .isEqualTo(0.5);
    }

    private static double f1(double[] scores, boolean[] positives, double threshold) {
        return BinaryMetrics.of(scores, positives, threshold).value(Metric.F1);
    }
}
