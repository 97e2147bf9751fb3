package io.headrace.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DriftWindowTest {

    private static final List<Reference> ONE = List.of(new Reference("x", new long[] {10, 10, 0}));
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void endsByRowsAloneWhereThereIsNoCycle() {
        DriftWindow window = DriftWindow.empty(ONE, new WindowRule(3, Duration.ZERO));
        window.add(0, new int[] {0});
        window.add(0, new int[] {0});

        assertThat(window.endsBefore(0)).isFalse();
        window.add(0, new int[] {1});
        assertThat(window.endsBefore(0)).isTrue();
    }

    @Test
    void spansWholeCyclesOnceItHasEnoughRows() {
        DriftWindow window = DriftWindow.empty(ONE, new WindowRule(3, Duration.ofDays(1)));
        window.add(0, new int[] {0});
        window.add(DAY / 2, new int[] {0});
        assertThat(window.endsBefore(DAY)).as("too few rows").isFalse();
        window.add(DAY + 1, new int[] {0});

        assertThat(window.endsBefore(DAY + DAY / 2)).as("amid a cycle").isFalse();
        assertThat(window.endsBefore(2 * DAY)).isTrue();
    }

    @Property(tries = 50)
    void neverHoldsMoreThanFortyBlocksAndLosesNoRow(@ForAll @IntRange(min = 1, max = 5000) int rows) {
        DriftWindow window = DriftWindow.empty(ONE, new WindowRule(40, Duration.ofDays(1)));
        for (int row = 0; row < rows; row++) {
            window.add(row, new int[] {row % 2});
        }

        assertThat(window.blocks()).hasSizeLessThanOrEqualTo(40);
        assertThat(window.rows()).isEqualTo(rows);
        assertThat(window.total().counts(0)).containsExactly((rows + 1) / 2, rows / 2, 0);
    }

    @Test
    void aBlockComesBackFromItsBytes() {
        DriftWindow window = DriftWindow.empty(ONE, new WindowRule(100, Duration.ZERO));
        window.add(7, new int[] {1});
        window.add(8, new int[] {2});

        Block back = Block.fromBytes(window.total().toBytes());

        assertThat(back.start()).isEqualTo(7);
        assertThat(back.rows()).isEqualTo(2);
        assertThat(back.counts(0)).containsExactly(0, 1, 1);
    }
}
