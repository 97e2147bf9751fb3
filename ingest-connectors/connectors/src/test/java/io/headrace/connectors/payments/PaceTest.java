package io.headrace.connectors.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong nanos = new AtomicLong(5);

    @Test
    void letsTheStatedNumberThroughOverTime() {
        Pace pace = new Pace(1_000, nanos::get);
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            nanos.addAndGet(TimeUnit.MICROSECONDS.toNanos(10_500));
            taken += pace.take(1_000_000);
        }

        assertThat(taken).isBetween(1_049, 1_051);
    }

    @Test
    void doesNotMakeUpForMoreThanASecond() {
        Pace pace = new Pace(1_000, nanos::get);
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));

        assertThat(pace.take(1_000_000)).isEqualTo(1_000);
        assertThat(pace.take(1_000_000)).isZero();
    }

    @Test
    void handsOutWhatABatchLeftOver() {
        Pace pace = new Pace(1_000, nanos::get);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(pace.take(600)).isEqualTo(600);
        assertThat(pace.take(600)).isEqualTo(400);
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(new Pace(0, nanos::get).take(1_000)).isEqualTo(1_000);
    }
}
