package io.headrace.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.time.PartitionClock;
import org.junit.jupiter.api.Test;

class HistoryProgressTest {

    private final HistoryProgress progress = new HistoryProgress();

    @Test
    void itIsThatOfThePartitionLeastFarAmongThoseThatAreKnown() {
        assertThat(progress.now()).isEqualTo(PartitionClock.UNKNOWN);
        see(0, 1_000, PartitionClock.STRAYS + 1);
        assertThat(progress.now()).isEqualTo(1_000);

        progress.see(1, 500);
        see(0, 2_000, PartitionClock.STRAYS + 1);
        assertThat(progress.now()).isEqualTo(2_000);

        see(1, 2_500, PartitionClock.STRAYS + 1);
        see(0, 3_000, PartitionClock.STRAYS + 1);
        assertThat(progress.now()).isEqualTo(2_500);
    }

    @Test
    void itNeverFalls() {
        see(0, 5_000, PartitionClock.STRAYS + 1);
        see(1, 1_000, PartitionClock.STRAYS + 1);

        assertThat(progress.now()).isEqualTo(5_000);
    }

    private void see(int partition, long time, int times) {
        for (int i = 0; i < times; i++) {
            progress.see(partition, time);
        }
    }
}
