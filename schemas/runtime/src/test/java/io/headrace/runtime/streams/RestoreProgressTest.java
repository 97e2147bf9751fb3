package io.headrace.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {

    private static final TopicPartition ONE = new TopicPartition("changelog", 0);
    private static final TopicPartition OTHER = new TopicPartition("changelog", 1);

    private final RestoreProgress progress = new RestoreProgress();

    @Test
    void tellsNothingWhenNothingIsRestored() {
        assertThat(progress.describe()).isEmpty();
    }

    @Test
    void addsUpAllStores() {
        progress.onRestoreStart(ONE, "seen", 0, 1_000);
        progress.onRestoreStart(OTHER, "seen", 500, 1_000);
        progress.onBatchRestored(ONE, "seen", 400, 400);

        assertThat(progress.describe()).contains("restoring 2 stores: about 400 of 1500 records");
    }

    @Test
    void aStoreThatIsDoneOrGivenAwayCountsNoMore() {
        progress.onRestoreStart(ONE, "seen", 0, 1_000);
        progress.onRestoreStart(OTHER, "seen", 0, 1_000);
        progress.onRestoreEnd(ONE, "seen", 1_000);
        progress.onRestoreSuspended(OTHER, "seen", 10);

        assertThat(progress.describe()).isEmpty();
    }
}
