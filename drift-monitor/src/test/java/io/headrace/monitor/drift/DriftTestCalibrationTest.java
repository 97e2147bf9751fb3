package io.headrace.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What is stated about false alarms and power, measured. The effect-size floor is off where the statistics are measured. */
class DriftTestCalibrationTest {

    private static final int FEATURES = 18;
    private static final int ROWS = 2000;
    private static final int REFERENCE_ROWS = 20_000;
    private static final WindowRule RULE = new WindowRule(ROWS, Duration.ZERO);

    @Test
    void independentRowsAlarmNoMoreOftenThanStated() {
        // With a rate of 5 % over 600 windows, 42 or more alarms have a probability of 2.5 %.
        assertThat(falseAlarms(new SimulatedRows(FEATURES, 0), 600, 0.05, 0)).isLessThanOrEqualTo(42);
    }

    @Test
    void rowsWithAModestMemoryAlarmNoMoreOftenThanStatedEither() {
        assertThat(falseAlarms(new SimulatedRows(FEATURES, 0.5), 600, 0.05, 0)).isLessThanOrEqualTo(42);
    }

    @Test
    void rowsWithALongMemoryAlarmNoMoreOftenThanStatedBecauseSmallShiftsDoNotCount() {
        assertThat(falseAlarms(new SimulatedRows(FEATURES, 0.9), 600, 0.05, 0.1))
                .isLessThanOrEqualTo(42);
    }

    @Test
    void neitherAlarmsOverAShiftTooSmallToMatter() {
        RandomGenerator random = new SplittableRandom(3);
        SimulatedRows rows = new SimulatedRows(FEATURES, 0);
        List<long[]> reference = rows.reference(REFERENCE_ROWS, random);
        DriftTest test = new DriftTest(0.01, 0.1);

        DriftVerdict verdict = test.evaluate(SimulatedRows.statistics(reference, RULE, rows.cells(ROWS, 0.2, random)));

        assertThat(verdict.results().getFirst().adjustedP()).isLessThan(0.01);
        assertThat(verdict.drifted()).isFalse();
    }

    @Test
    void aShiftOfHalfADeviationIsMostlyFoundInTheFirstWindowAndInTheRightFeature() {
        RandomGenerator random = new SplittableRandom(4);
        for (double autocorrelation : new double[] {0, 0.9}) {
            SimulatedRows rows = new SimulatedRows(FEATURES, autocorrelation);
            int found = 0;
            for (int window = 0; window < 50; window++) {
                List<long[]> reference = rows.reference(REFERENCE_ROWS, random);
                DriftVerdict verdict = new DriftTest(0.01, 0.1)
                        .evaluate(SimulatedRows.statistics(reference, RULE, rows.cells(ROWS, 0.5, random)));
                if (verdict.movedFeatures().size() == 1
                        && verdict.results().getFirst().drifted()) {
                    found++;
                }
            }
            assertThat(found)
                    .as("with autocorrelation " + autocorrelation)
                    .isGreaterThanOrEqualTo(autocorrelation == 0 ? 50 : 35);
        }
    }

    @Test
    void theChangeIsFoundWhereItBegan() {
        RandomGenerator random = new SplittableRandom(5);
        SimulatedRows rows = new SimulatedRows(FEATURES, 0);
        List<long[]> reference = rows.reference(REFERENCE_ROWS, random);
        List<int[]> live = new java.util.ArrayList<>(rows.cells(400, 0, random));
        live.addAll(rows.cells(1600, 0.8, random));
        DriftTest test = new DriftTest(0.01, 0.05);
        List<CountedStatistic> window = SimulatedRows.statistics(reference, RULE, live);

        DriftVerdict verdict = test.evaluate(window);

        assertThat(verdict.drifted()).isTrue();
        assertThat(DriftTest.changeSince(window, verdict)).isBetween(300L, 500L);
    }

    private static int falseAlarms(SimulatedRows rows, int windows, double rate, double minimumPsi) {
        RandomGenerator random = new SplittableRandom(42);
        int alarms = 0;
        for (int window = 0; window < windows; window++) {
            List<long[]> reference = rows.reference(REFERENCE_ROWS, random);
            DriftTest test = new DriftTest(rate, minimumPsi);
            if (test.evaluate(SimulatedRows.statistics(reference, RULE, rows.cells(ROWS, 0, random)))
                    .drifted()) {
                alarms++;
            }
        }
        return alarms;
    }
}
