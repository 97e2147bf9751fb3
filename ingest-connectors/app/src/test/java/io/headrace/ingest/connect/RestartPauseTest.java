package io.headrace.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPauseTest {

    private final RestartPause pause = new RestartPause();

    @Test
    void theFirstRestartIsAtOnceAndPausesDoubleUpToHalfAMinute() {
        long now = 17;
        assertThat(pause.over(now)).isTrue();
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
            assertThat(pause.over(now + Duration.ofSeconds(seconds).toNanos() - 1))
                    .isFalse();
            now += Duration.ofSeconds(seconds).toNanos();
            assertThat(pause.over(now)).as("after %d s", seconds).isTrue();
        }
    }

    @Test
    void afterALongGoodRunAFailureIsANewOne() {
        assertThat(pause.over(0)).isTrue();
        pause.recovered(Duration.ofSeconds(31).toNanos());

        assertThat(pause.over(Duration.ofSeconds(31).toNanos())).isTrue();
    }
}
