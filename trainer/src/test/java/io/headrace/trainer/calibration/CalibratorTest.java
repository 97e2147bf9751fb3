package io.headrace.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.trainer.data.Target;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibratorTest {

    private static final int ROWS = 20_000;

    @Test
    void overconfidentMarginsAreMadeHonest() {
        double[] honest = honest(1);
        Target.Classes outcomes = outcomes(honest, 2);
        double[] overconfident = Arrays.stream(honest).map(margin -> 3 * margin).toArray();

        Calibration calibration = Calibrator.fit(overconfident, outcomes);

        assertThat(calibration.slope()).isCloseTo(1 / 3.0, within(0.03));
        assertThat(calibration.shifts()).isEmpty();
    }

    @Test
    void honestMarginsAreLeftAlone() {
        double[] honest = honest(1);

        assertThat(Calibrator.fit(honest, outcomes(honest, 2)).isNone()).isTrue();
    }

    @Test
    void rowsOfOneClassTeachNothing() {
        Target.Classes onlyOne = new Target.Classes(List.of("n", "p"), new int[ROWS]);

        assertThat(Calibrator.fit(honest(1), onlyOne)).isEqualTo(Calibration.NONE);
    }

    @Test
    void severalClassesGetATemperature() {
        SplittableRandom random = new SplittableRandom(5);
        double[] margins = new double[3 * ROWS];
        int[] classes = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double[] own = new double[3];
            Arrays.setAll(own, c -> random.nextGaussian());
            classes[row] = draw(own, random);
            for (int c = 0; c < 3; c++) {
                margins[3 * row + c] = 4 * own[c];
            }
        }

        Calibration calibration = Calibrator.fit(margins, new Target.Classes(List.of("a", "b", "c"), classes));

        assertThat(calibration.slope()).isCloseTo(0.25, within(0.02));
        assertThat(calibration.shifts()).isEmpty();
    }

    private static int draw(double[] margins, SplittableRandom random) {
        double[] weights = Arrays.stream(margins).map(Math::exp).toArray();
        double left = random.nextDouble() * Arrays.stream(weights).sum();
        int c = 0;
        while (c < 2 && left > weights[c]) {
            left -= weights[c++];
        }
        return c;
    }

    private static double[] honest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] margins = new double[ROWS];
        Arrays.setAll(margins, row -> 1.5 * random.nextGaussian());
        return margins;
    }

    private static Target.Classes outcomes(double[] margins, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Target.Classes(
                List.of("n", "p"),
                Arrays.stream(margins)
                        .mapToInt(margin -> random.nextDouble() < InverseLink.logistic(margin) ? 1 : 0)
                        .toArray());
    }
}
