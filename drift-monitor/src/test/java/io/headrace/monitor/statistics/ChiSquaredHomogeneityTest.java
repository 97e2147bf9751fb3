package io.headrace.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChiSquaredHomogeneityTest {

    @Test
    void isPearsonsTestWhereThereIsOneBlock() {
        // R: chisq.test(rbind(c(30, 50, 20), c(45, 35, 20)))
        ChiSquaredHomogeneity test =
                ChiSquaredHomogeneity.test(new long[] {30, 50, 20}, List.of(new long[] {45, 35, 20}));

        assertThat(test.statistic()).isCloseTo(5.647059, offset(1e-5));
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.pValue()).isCloseTo(0.0593961, offset(1e-6));
    }

    @Test
    void sparseCellsAreTakenTogether() {
        ChiSquaredHomogeneity test =
                ChiSquaredHomogeneity.test(new long[] {500, 490, 3, 2, 0}, List.of(new long[] {51, 48, 0, 1, 0}));

        assertThat(test.degreesOfFreedom()).isEqualTo(1);
    }

    @Test
    void oneCellTellsNothing() {
        ChiSquaredHomogeneity test = ChiSquaredHomogeneity.test(new long[] {100, 0}, List.of(new long[] {100, 0}));

        assertThat(test.pValue()).isEqualTo(1);
        assertThat(test.degreesOfFreedom()).isZero();
    }

    @Test
    void valuesThatWereNeverSeenBeforeAreNoticed() {
        ChiSquaredHomogeneity test =
                ChiSquaredHomogeneity.test(new long[] {500, 500, 0}, List.of(new long[] {250, 250, 500}));

        assertThat(test.pValue()).isLessThan(1e-6);
    }

    @Test
    void rowsThatResembleTheirNeighboursCountForLess() {
        List<long[]> clustered = List.of(
                new long[] {90, 10}, new long[] {10, 90}, new long[] {95, 5}, new long[] {20, 80}, new long[] {88, 12});
        long[] baseline = {1000, 1000};

        ChiSquaredHomogeneity test = ChiSquaredHomogeneity.test(baseline, clustered);

        assertThat(test.designEffect()).isGreaterThan(20);
        assertThat(test.pValue()).isGreaterThan(0.5);
    }
}
