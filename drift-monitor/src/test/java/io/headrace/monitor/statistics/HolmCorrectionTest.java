package io.headrace.monitor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HolmCorrectionTest {

    @Test
    void isThatOfR() {
        // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
        assertThat(HolmCorrection.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, offset(1e-12));
    }

    @Property
    void neverLessThanThePValueNorMoreThanBonferroni(
            @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = 1) Double> given) {
        double[] pValues = given.stream().mapToDouble(Double::doubleValue).toArray();
        double[] adjusted = HolmCorrection.adjust(pValues);

        IntStream.range(0, pValues.length)
                .forEach(i -> assertThat(adjusted[i])
                        .isGreaterThanOrEqualTo(pValues[i])
                        .isLessThanOrEqualTo(Math.min(1, pValues[i] * pValues.length) + 1e-12));
    }

    @Property
    void keepsTheOrder(@ForAll @Size(min = 2, max = 20) List<@DoubleRange(min = 0, max = 1) Double> given) {
        double[] sorted =
                given.stream().mapToDouble(Double::doubleValue).sorted().toArray();

        double[] adjusted = HolmCorrection.adjust(sorted);

        assertThat(adjusted).isSorted();
    }
}
