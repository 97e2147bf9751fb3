package io.headrace.trainer.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.trainer.family.FamilyConformance;
import io.headrace.trainer.family.ModelFamilyTrainer;
import org.junit.jupiter.api.Test;

class LinearTest extends FamilyConformance {

    @Override
    protected ModelFamilyTrainer trainer() {
        return new Linear();
    }

    @Test
    void theSolverFindsTheBottomOfAnIllConditionedBowl() {
        double[] centre = {3, -2, 0.5, 1000};
        double[] curvature = {1, 100, 0.01, 1e-4};

        double[] found = Lbfgs.minimise(
                (point, gradient) -> {
                    double value = 0;
                    for (int i = 0; i < point.length; i++) {
                        double off = point[i] - centre[i];
                        gradient[i] = curvature[i] * off;
                        value += curvature[i] * off * off / 2;
                    }
                    return value;
                },
                new double[4]);

        assertThat(found[0]).isCloseTo(3, within(1e-2));
        assertThat(found[1]).isCloseTo(-2, within(1e-2));
    }
}
