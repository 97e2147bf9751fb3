package io.headrace.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void anOddNumberHasAMiddle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 3));
    }

    @Test
    void anEvenNumberHasTheMeanOfItsTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(1, 2.5, 4));
    }

    @Test
    void aRatioIsShownWithItsSpread() {
        assertThat(Spread.of(List.of(0.66, 0.63, 0.69)).ratio()).isEqualTo("0.66 (0.63 … 0.69)");
        assertThat(Spread.of(List.of(0.66)).ratio()).isEqualTo("0.66");
    }

    @Test
    void nothingHasNoSpread() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
