package io.headrace.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.trainer.data.Target;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InterceptCorrectionTest {

    private static final int MANY = 100_000;
    private static final Calibration HALF = new Calibration(0.5, List.of());

    @Test
    void theMeanProbabilityBecomesTheShareOfTheClass() {
        double[] margins = margins(MANY, 1, -3);
        Target.Classes truth = everyNth(MANY, 4);

        Calibration level = InterceptCorrection.of(HALF, margins, truth);

        assertThat(level.slope()).isEqualTo(0.5);
        assertThat(meanOfClass(1, truth, level.apply(margins))).isCloseTo(0.25, within(1e-3));
    }

    @Test
    void soItDoesForEachOfSeveralClasses() {
        double[] margins = margins(MANY, 3, 1);
        int[] index = new int[MANY];
        Arrays.setAll(index, row -> row % 10 == 0 ? 0 : row % 10 < 4 ? 1 : 2);
        Target.Classes truth = new Target.Classes(List.of("a", "b", "c"), index);

        double[] levelled =
                InterceptCorrection.of(Calibration.NONE, margins, truth).apply(margins);

        assertThat(meanOfClass(0, truth, levelled)).isCloseTo(0.1, within(1e-3));
        assertThat(meanOfClass(1, truth, levelled)).isCloseTo(0.3, within(1e-3));
        assertThat(meanOfClass(2, truth, levelled)).isCloseTo(0.6, within(1e-3));
    }

    @Test
    void theMeanQuantityBecomesTheMeanLabel() {
        double[] margins = margins(MANY, 1, 10);
        double[] values = Arrays.stream(margins).map(margin -> margin + 5).toArray();

        Calibration level = InterceptCorrection.of(Calibration.NONE, margins, new Target.Quantities(values));

        assertThat(level.shifts())
                .singleElement()
                .satisfies(shift -> assertThat(shift).isCloseTo(5, within(0.01)));
    }

    @Test
    void aFewRowsHardlyMoveIt() {
        double[] ten = margins(10, 1, 0);
        Target.Classes allPositive = everyNth(10, 1);

        double[] levelled =
                InterceptCorrection.of(Calibration.NONE, ten, allPositive).apply(ten);

        assertThat(meanOfClass(1, allPositive, levelled))
                .isBetween(meanOfClass(1, allPositive, ten), meanOfClass(1, allPositive, ten) + 0.06);
    }

    @Test
    void aClassThatNeverCameLatelyStaysPossible() {
        double[] margins = margins(1_000, 1, 0);
        Target.Classes none = new Target.Classes(List.of("no", "yes"), new int[1_000]);

        double[] levelled =
                InterceptCorrection.of(Calibration.NONE, margins, none).apply(margins);

        assertThat(meanOfClass(1, none, levelled)).isBetween(0.01, 0.1);
    }

    @Test
    void aModelThatIsQuiteSureAndRightStaysAsItIs() {
        double[] sure = new double[1_000];
        Arrays.fill(sure, 800);
        double[] ofThree = {0, 0, 1_600};

        assertThat(InterceptCorrection.of(HALF, sure, everyNth(1_000, 1)).shifts())
                .containsExactly(0.0);
        assertThat(InterceptCorrection.of(HALF, ofThree, new Target.Classes(List.of("a", "b", "c"), new int[] {2}))
                        .shifts())
                .containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void aModelThatIsQuiteSureAndWrongIsShiftedByWhatIsFinite() {
        double[] sure = new double[1_000];
        Arrays.fill(sure, 800);

        assertThat(InterceptCorrection.of(HALF, sure, new Target.Classes(List.of("no", "yes"), new int[1_000]))
                        .shifts())
                .singleElement()
                .satisfies(shift -> assertThat(shift).isNegative().isFinite());
    }

    private static double[] margins(int rows, int outputs, double mean) {
        return new SplittableRandom(5)
                .doubles((long) rows * outputs, mean - 2, mean + 2)
                .toArray();
    }

    private static Target.Classes everyNth(int rows, int n) {
        int[] index = new int[rows];
        Arrays.setAll(index, row -> row % n == 0 ? 1 : 0);
        return new Target.Classes(List.of("no", "yes"), index);
    }

    private static double meanOfClass(int wanted, Target.Classes rows, double[] margins) {
        double[] outputs = InverseLink.outputs(rows, margins);
        int width = rows.names().size();
        double sum = 0;
        for (int row = 0; row < rows.rows(); row++) {
            sum += outputs[row * width + wanted];
        }
        return sum / rows.rows();
    }
}
