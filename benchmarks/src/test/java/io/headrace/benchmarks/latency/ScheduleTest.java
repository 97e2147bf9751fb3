package io.headrace.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void eventsAreDueAtAnEvenPaceFromTheStartOn() {
        Schedule schedule = new Schedule(500, 20);

        assertThat(schedule.events()).isEqualTo(10_000);
        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(1)).isEqualTo(2_000_000);
        assertThat(schedule.dueNanos(9_999)).isEqualTo(19_998_000_000L);
        assertThat(schedule.firstCounted()).isEqualTo(2_000);
    }

    @Property(tries = 200)
    void roundingNeverAddsUp(
            @ForAll @IntRange(min = 1, max = 100_000) int rate, @ForAll @IntRange(min = 1, max = 600) int seconds) {
        Schedule schedule = new Schedule(rate, seconds);
        int last = schedule.events() - 1;

        double exact = last * 1e9 / rate;
        assertThat((double) schedule.dueNanos(last)).isBetween(exact - 1, exact + 1);
        assertThat(schedule.dueNanos(last)).isLessThan(seconds * 1_000_000_000L);
    }
}
