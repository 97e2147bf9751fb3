package io.headrace.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.figures.Latencies;
import io.headrace.benchmarks.latency.LatencyResults.Setting;
import io.headrace.benchmarks.results.Machine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatencyReportTest {

    private static final Machine MACHINE = new Machine(2, 24_000, "Linux amd64", "25.0.1", "4.4.0", 0.25);

    @Test
    void eachRunIsALineWithItsCheckoutAndCommit() {
        LatencyRun now = new LatencyRun("this", 1, 500, 10_000, 0, 0, 0, 0.2, new Latencies(8_000, 9, 24, 33, 80, 120));
        LatencyRun before = new LatencyRun(
                "against", 4, 2_000, 40_000, 0, 0, 5_512, 0.2, new Latencies(32_000, 9, 2_776, 3_220, 3_438, 3_554));
        LatencyResults results = new LatencyResults(
                MACHINE,
                Map.of("this", "abcdef1", "against", "1a271b8"),
                new Setting(new TreeMap<>(), "exact", 40_000, 20),
                List.of(now, before));

        assertThat(LatencyReport.lines(results))
                .containsExactly(
                        "From an event's moment to its prediction, read committed: 30 features, three keys, one model, headrace up",
                        "(40,000 events before; settings default, ordering exact, 20 s each without the first fifth; 2 cores, JDK 25.0.1, Kafka 4.4.0, load 0.3)",
                        "                                                p50        p90        p99        max   behind",
                        "  1 partition, 500/s, this abcdef1            24 ms      33 ms      80 ms     120 ms        0",
                        "  4 partitions, 2,000/s, against 1a271b8   2,776 ms   3,220 ms   3,438 ms   3,554 ms    5,512");
    }

    @Test
    void missingAndDuplicatePredictionsAreReported() {
        LatencyRun run =
                new LatencyRun("this", 1, 500, 10_000, 12, 3, 12, 0.2, new Latencies(7_990, 9, 24, 33, 80, 120));
        LatencyResults results = new LatencyResults(
                MACHINE,
                Map.of("this", "abcdef1"),
                new Setting(new TreeMap<>(Map.of("a.b", "20")), "default", 40_000, 20),
                List.of(run));

        assertThat(LatencyReport.lines(results))
                .endsWith("✘ 1 partition, 500/s, this: 12 of 10,000 events had no prediction, 3 had more than one");
    }
}
