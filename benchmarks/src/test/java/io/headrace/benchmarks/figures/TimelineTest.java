package io.headrace.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.benchmarks.figures.Timeline.Sample;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final long SECOND = 1_000_000_000;

    @Property(tries = 100)
    void anEvenPaceIsTheRateWhereverTheWarmUpEnds(
            @ForAll @IntRange(min = 1, max = 100_000) int perSecond, @ForAll @IntRange(min = 2, max = 50) int seconds) {
        Timeline timeline = new Timeline();
        for (int second = 1; second <= seconds; second++) {
            long records = (long) perSecond * second;
            timeline.add(new Sample(second * SECOND, records, 20_000 * records, 5_000 * records));
        }

        assertThat(timeline.whole().perSecond()).isCloseTo(perSecond, within(1e-6));
        assertThat(timeline.steady().perSecond()).isCloseTo(perSecond, within(1e-6));
        assertThat(timeline.steady().cpuMicrosPerRecord()).isCloseTo(20, within(1e-6));
        assertThat(timeline.steady().brokerCpuMicrosPerRecord()).isCloseTo(5, within(1e-6));
    }

    @Test
    void theFirstQuarterIsNotCounted() {
        Timeline timeline = new Timeline();
        timeline.add(new Sample(0, 1, 0, 0));
        timeline.add(new Sample(10 * SECOND, 100, 0, 0));
        timeline.add(new Sample(11 * SECOND, 400, 0, 0));

        assertThat(timeline.steady()).isEqualTo(new Rate(300, 1, 300, 0, 0));
        assertThat(timeline.whole().seconds()).isEqualTo(11);
    }

    @Test
    void waitingAtTheEndDoesNotCount() {
        Timeline timeline = new Timeline();
        timeline.add(new Sample(SECOND, 100, 0, 0));
        timeline.add(new Sample(2 * SECOND, 200, 0, 0));
        timeline.add(new Sample(60 * SECOND, 200, 0, 0));

        assertThat(timeline.whole().perSecond()).isEqualTo(100);
    }

    @Test
    void oneLookIsNotAMeasurement() {
        Timeline timeline = new Timeline();
        timeline.add(new Sample(SECOND, 100, 0, 0));

        assertThatThrownBy(timeline::steady).hasMessageContaining("take more events");
    }

    @Test
    void aRateInAnotherUnitIsTheSameWork() {
        Rate offsets = new Rate(300, 10, 30, 2, 1);

        assertThat(offsets.in(1.0 / 3)).isEqualTo(new Rate(100, 10, 10, 6, 3));
    }
}
