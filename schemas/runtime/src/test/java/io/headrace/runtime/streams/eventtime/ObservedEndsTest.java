package io.headrace.runtime.streams.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ObservedEndsTest {

    private static final TopicPartition INPUT = new TopicPartition("clean", 0);
    private static final Duration QUIET = Duration.ofMillis(100);

    private final ObservedEnds ends = new ObservedEnds();

    @Test
    void whatWasNeverLookedAtWasNeverIdle() {
        assertThat(ends.idleAt(INPUT, 5, Duration.ZERO)).isEqualTo(InputEnds.NEVER);
    }

    @Test
    void anInputIsIdleThatGotNothingForTheStatedTimeHoweverSeldomItWasLookedAt() {
        ends.see(INPUT, 5, 1_000);
        assertThat(ends.idleAt(INPUT, 5, QUIET)).isEqualTo(InputEnds.NEVER);

        ends.see(INPUT, 5, 1_099);
        assertThat(ends.idleAt(INPUT, 5, QUIET)).isEqualTo(InputEnds.NEVER);

        ends.see(INPUT, 5, 90_000);
        assertThat(ends.idleAt(INPUT, 5, QUIET)).isEqualTo(90_000);
    }

    @Test
    void whoHasNotReadSoFarDoesNotKnowThatItWas() {
        ends.see(INPUT, 5, 1_000);
        ends.see(INPUT, 5, 1_100);

        assertThat(ends.idleAt(INPUT, 4, QUIET)).isEqualTo(InputEnds.NEVER);
    }

    @Test
    void thatItWasIdleStaysKnownWhenMoreHasCome() {
        ends.see(INPUT, 5, 1_000);
        ends.see(INPUT, 5, 1_100);
        ends.see(INPUT, 6, 1_125);
        ends.see(INPUT, 7, 1_150);

        assertThat(ends.idleAt(INPUT, 5, QUIET)).isEqualTo(1_100);
        assertThat(ends.idleAt(INPUT, 7, QUIET)).isEqualTo(1_100);
        assertThat(ends.idleAt(INPUT, 6, Duration.ZERO)).isEqualTo(1_125);
    }

    @Test
    void howFarABusyInputWasReadStaysKnownHoweverLongItIsLookedAt() {
        for (int look = 0; look < 10_000; look++) {
            ends.see(INPUT, look, 1_000 + look);
        }

        assertThat(ends.idleAt(INPUT, 9_998, Duration.ZERO)).isBetween(10_900L, 10_998L);
        assertThat(ends.idleAt(INPUT, 5_000, Duration.ZERO)).isBetween(1_000L, 6_000L);
    }

    /** By what was noted before, an input would seem to have been idle in the future. */
    @Test
    void aClockThatIsSetBackBeginsAnew() {
        ends.see(INPUT, 5, 1_000);
        ends.see(INPUT, 5, 5_000);
        ends.see(INPUT, 5, 2_000);

        assertThat(ends.idleAt(INPUT, 5, QUIET)).isEqualTo(InputEnds.NEVER);
        assertThat(ends.idleAt(INPUT, 5, Duration.ZERO)).isEqualTo(2_000);
    }
}
