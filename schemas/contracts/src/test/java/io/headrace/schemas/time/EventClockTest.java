package io.headrace.schemas.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventClockTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long NOON = 1_700_000_000_000L;
    private static final EventClock.Rule RULE = new EventClock.Rule(Duration.ofHours(1), Duration.ofMinutes(10));

    @Test
    void followsEventsThatMoveOnByLessThanAPace() {
        EventClock clock = EventClock.startingAt(NOON).after(NOON + HOUR, RULE).after(NOON + HOUR - 1, RULE);

        assertThat(clock.now()).isEqualTo(NOON + HOUR);
    }

    @Test
    void oneStrayAheadCostsNoMoreThanAPace() {
        EventClock clock = EventClock.startingAt(NOON).after(Long.MAX_VALUE / 2, RULE);

        assertThat(clock.now()).isEqualTo(NOON + HOUR);
    }

    @Test
    void straysAmongOrdinaryEventsNeverLeadFarAway() {
        EventClock clock = EventClock.startingAt(NOON);
        for (int i = 0; i < 1000; i++) {
            clock = clock.after(NOON + 1000 * HOUR, RULE).after(NOON + i, RULE);
        }

        assertThat(clock.now()).isBetween(NOON, NOON + 3 * HOUR);
    }

    @Test
    void catchesUpAfterARealGap() {
        EventClock clock = EventClock.startingAt(NOON);
        for (int i = 0; i < 20; i++) {
            clock = clock.after(NOON + 24 * 365 * HOUR + i, RULE);
        }

        assertThat(clock.now()).isEqualTo(NOON + 24 * 365 * HOUR + 19);
    }

    @Test
    void isLedBackWhenTheStreamIsOlder() {
        EventClock clock = EventClock.startingAt(NOON + 24 * 365 * HOUR);
        for (int i = 0; i < 20; i++) {
            clock = clock.after(NOON + i, RULE);
        }

        assertThat(clock.now()).isBetween(NOON, NOON + 2 * HOUR);
    }

    @Test
    void anEventIsLateWhenItIsFurtherBehindThanTheLateness() {
        EventClock clock = EventClock.startingAt(NOON);

        assertThat(clock.isLate(NOON - Duration.ofMinutes(10).toMillis(), RULE)).isFalse();
        assertThat(clock.isLate(NOON - Duration.ofMinutes(10).toMillis() - 1, RULE))
                .isTrue();
    }

    @Property(tries = 200)
    void staysWithinWhatTheStreamHasSeen(
            @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 0, max = 4_000_000_000_000L) Long> times) {
        EventClock clock = EventClock.startingAt(times.getFirst());
        for (long time : times) {
            clock = clock.after(time, RULE);
        }

        assertThat(clock.now())
                .isBetween(
                        times.stream().mapToLong(Long::longValue).min().orElseThrow(),
                        times.stream().mapToLong(Long::longValue).max().orElseThrow());
    }
}
