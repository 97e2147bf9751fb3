package io.headrace.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private static final double MILLI = 1e6;

    @Test
    void aHundredTimesHaveTheirOwnPercentiles() {
        Latencies latencies = Latencies.of(
                LongStream.rangeClosed(1, 100).map(millis -> millis * 1_000_000).toArray());

        assertThat(latencies).isEqualTo(new Latencies(100, 1, 50, 90, 99, 100));
    }

    @Test
    void oneTimeIsEveryPercentile() {
        assertThat(Latencies.of(new long[] {2_500_000})).isEqualTo(new Latencies(1, 2.5, 2.5, 2.5, 2.5, 2.5));
    }

    @Test
    void noAnswerHasNoPercentiles() {
        assertThatThrownBy(() -> Latencies.of(new long[0])).hasMessageContaining("no answer was seen");
    }

    @Property(tries = 200)
    void aPercentileIsATimeThatWasMeasuredWithItsShareAtOrBelow(
            @ForAll @Size(min = 1, max = 300) List<@LongRange(min = 1, max = 9_000_000_000L) Long> times) {
        long[] nanos = times.stream().mapToLong(Long::longValue).toArray();

        Latencies latencies = Latencies.of(nanos);

        check(nanos, latencies.p50Millis(), 0.5);
        check(nanos, latencies.p90Millis(), 0.9);
        check(nanos, latencies.p99Millis(), 0.99);
        assertThat(latencies.minMillis()).isEqualTo(Arrays.stream(nanos).min().orElseThrow() / MILLI);
        assertThat(latencies.maxMillis()).isEqualTo(Arrays.stream(nanos).max().orElseThrow() / MILLI);
    }

    private static void check(long[] nanos, double percentile, double share) {
        assertThat(Arrays.stream(nanos).mapToDouble(time -> time / MILLI)).contains(percentile);
        long atOrBelow =
                Arrays.stream(nanos).filter(time -> time / MILLI <= percentile).count();
        long below =
                Arrays.stream(nanos).filter(time -> time / MILLI < percentile).count();
        assertThat(atOrBelow).isGreaterThanOrEqualTo((long) Math.ceil(share * nanos.length));
        assertThat(below).isLessThan((long) Math.ceil(share * nanos.length));
    }
}
