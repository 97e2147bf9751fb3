package io.headrace.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.metrics.BinaryMetrics;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

    private static final int ROWS = 400;

    @Test
    void aModelIsNotBetterThanItself() {
        BinaryMetrics one = scored(1, 0.5);

        assertThat(PairedBootstrap.pValue(one, one, Metric.ROC_AUC, 1)).isEqualTo(1);
    }

    @Test
    void aMuchBetterModelIsSoWithSmallChanceOfError() {
        assertThat(PairedBootstrap.pValue(scored(1, 0.3), scored(1, 3), Metric.ROC_AUC, 1))
                .isLessThan(0.001);
        assertThat(PairedBootstrap.pValue(scored(1, 3), scored(1, 0.3), Metric.ROC_AUC, 1))
                .isGreaterThan(0.999);
    }

    @Test
    void equallyGoodModelsAreSeldomFoundBetterThanTheLevelSays() {
        int found = 0;
        for (int world = 0; world < 100; world++) {
            double p = PairedBootstrap.pValue(scored(world, 1), other(world, 1), Metric.ACCURACY, world);
            found += p <= 0.05 ? 1 : 0;
        }
        assertThat(found).isLessThanOrEqualTo(12);
    }

    @Test
    void theSameSeedGivesTheSameValue() {
        assertThat(PairedBootstrap.pValue(scored(1, 1), scored(1, 1.1), Metric.PR_AUC, 7))
                .isEqualTo(PairedBootstrap.pValue(scored(1, 1), scored(1, 1.1), Metric.PR_AUC, 7));
    }

    private static BinaryMetrics scored(long world, double noise) {
        return scored(world, noise, 1000 + world);
    }

    private static BinaryMetrics other(long world, double noise) {
        return scored(world, noise, 2000 + world);
    }

    /** The same rows in the same world; the noise is the model's own. */
    private static BinaryMetrics scored(long world, double noise, long model) {
        SplittableRandom truth = new SplittableRandom(world);
        SplittableRandom errors = new SplittableRandom(model);
        double[] scores = new double[ROWS];
        boolean[] positives = new boolean[ROWS];
        for (int row = 0; row < ROWS; row++) {
            positives[row] = truth.nextBoolean();
            scores[row] = (positives[row] ? 1 : 0) + noise * errors.nextGaussian();
        }
        return BinaryMetrics.of(scores, positives, 0.5);
    }
}
