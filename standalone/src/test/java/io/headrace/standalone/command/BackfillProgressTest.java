package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackfillProgressTest {

    @Test
    void aLineHasShareRateAndTimeLeft() {
        assertThat(BackfillProgress.line(1_500_000, 0.25, 10))
                .isEqualTo("█████░░░░░░░░░░░░░░░  25 %   1,500,000 events   150,000/s   0:30 left");
        assertThat(BackfillProgress.line(10, 1, 100)).endsWith("10 events   0/s   0:00 left");
    }

    @Test
    void ofAPackedFileTheShareIsNotKnown() {
        assertThat(BackfillProgress.line(1_000, Double.NaN, 2)).isEqualTo("1,000 events   500/s");
    }
}
