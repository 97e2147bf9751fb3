package io.headrace.schemas.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.schemas.definition.Metric;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScorecardTest {

    @Test
    void precisionAtTheTopSharesTiesAtTheEdgeFairly() {
        double[] scores = new double[300];
        boolean[] positives = new boolean[300];
        Arrays.fill(scores, 0, 50, 0.9);
        Arrays.fill(positives, 0, 20, true);
        Arrays.fill(scores, 50, 150, 0.5);
        Arrays.fill(positives, 50, 80, true);

        // 20 of the first 50, then half of the 100 equals with 30 positives among them.
        assertThat(BinaryMetrics.of(scores, positives, 0.5).value(Metric.PRECISION_AT_TOP_100))
                .isEqualTo(0.35);
    }

    @Test
    void calibrationErrorIsTheMeanGapOverTenEqualBins() {
        double[] scores = new double[100];
        boolean[] positives = new boolean[100];
        for (int i = 0; i < 100; i++) {
            int bin = i / 10;
            scores[i] = bin / 10.0 + 0.05;
            positives[i] = i % 10 < bin;
        }
        // Every bin's score is 0.05 above its share of positives.
        assertThat(BinaryMetrics.of(scores, positives, 0.5).value(Metric.CALIBRATION_ERROR))
                .isCloseTo(0.05, within(1e-12));
    }

    @Test
    void logLossOfAWrongCertaintyIsLargeButFinite() {
        double loss = BinaryMetrics.of(new double[] {0, 1}, new boolean[] {true, true}, 0.5)
                .value(Metric.LOG_LOSS);

        assertThat(loss).isBetween(10.0, 20.0);
    }

    @Test
    void rowsOfOneClassLeaveOutWhatIsUndefined() {
        assertThat(BinaryMetrics.of(new double[] {0.1, 0.2}, new boolean[] {false, false}, 0.5)
                        .all())
                .containsEntry(Metric.ACCURACY, 1.0)
                .doesNotContainKeys(Metric.PR_AUC, Metric.ROC_AUC, Metric.RECALL, Metric.F1, Metric.MAE);
    }

    @Test
    void aMetricOfAnotherKindOfProblemIsRefused() {
        assertThatThrownBy(() ->
                        RegressionMetrics.of(new double[] {1}, new double[] {1}).value(Metric.PR_AUC))
                .hasMessage("prAuc does not judge a REGRESSION problem");
    }

    @Test
    void aScoreThatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> BinaryMetrics.of(new double[] {0, Double.NaN}, new boolean[2], 0.5))
                .hasMessageContaining("score of row 1 is NaN");
    }

    @Test
    void multiclassMetricsAreMeansOverTheClasses() {
        double[][] probabilities = {{0.8, 0.1, 0.1}, {0.2, 0.7, 0.1}, {0.6, 0.3, 0.1}, {0.1, 0.1, 0.8}};
        MulticlassMetrics metrics = MulticlassMetrics.of(probabilities, new int[] {0, 1, 1, 2});

        assertThat(metrics.value(Metric.ACCURACY)).isEqualTo(0.75);
        assertThat(metrics.value(Metric.PRECISION)).isCloseTo((0.5 + 1 + 1) / 3, within(1e-12));
        assertThat(metrics.value(Metric.RECALL)).isCloseTo((1 + 0.5 + 1) / 3, within(1e-12));
        assertThat(metrics.value(Metric.F1)).isCloseTo((2 / 3.0 + 2 / 3.0 + 1) / 3, within(1e-12));
        assertThat(metrics.value(Metric.ROC_AUC)).isEqualTo(1.0);
        assertThat(metrics.value(Metric.KAPPA)).isCloseTo((0.75 - 5.0 / 16) / (11.0 / 16), within(1e-12));
        assertThat(metrics.value(Metric.LOG_LOSS))
                .isCloseTo(-(Math.log(0.8) + Math.log(0.7) + Math.log(0.3) + Math.log(0.8)) / 4, within(1e-12));
    }

    @Test
    void twoClassesAreJudgedAlikeByBothScorecards() {
        double[] scores = {0.9, 0.4, 0.35, 0.8, 0.1};
        boolean[] positives = {true, false, true, true, false};
        double[][] probabilities = Arrays.stream(scores)
                .mapToObj(score -> new double[] {1 - score, score})
                .toArray(double[][]::new);
        BinaryMetrics binary = BinaryMetrics.of(scores, positives, 0.5);
        MulticlassMetrics multiclass = MulticlassMetrics.of(probabilities, new int[] {1, 0, 1, 1, 0});

        for (Metric metric : new Metric[] {Metric.ACCURACY, Metric.KAPPA, Metric.ROC_AUC, Metric.LOG_LOSS}) {
            assertThat(multiclass.value(metric)).as(metric.text()).isCloseTo(binary.value(metric), within(1e-12));
        }
        assertThat(multiclass.confusion()).isEqualTo(binary.confusion());
    }

    @Test
    void regressionMetricsFollowFromTheErrors() {
        RegressionMetrics metrics = RegressionMetrics.of(new double[] {1, 2, 5}, new double[] {1, 3, 2});

        assertThat(metrics.value(Metric.MAE)).isCloseTo(4 / 3.0, within(1e-12));
        assertThat(metrics.value(Metric.RMSE)).isCloseTo(Math.sqrt(10 / 3.0), within(1e-12));
        assertThat(metrics.value(Metric.R2)).isCloseTo(1 - 10.0 / 2, within(1e-12));
        assertThat(metrics.value(Metric.MAE, new int[] {0, 2, 1})).isCloseTo(5 / 3.0, within(1e-12));
    }

    @Test
    void determinationOfAConstantIsUndefined() {
        assertThat(RegressionMetrics.of(new double[] {1, 2}, new double[] {3, 3})
                        .all())
                .doesNotContainKey(Metric.R2);
    }
}
