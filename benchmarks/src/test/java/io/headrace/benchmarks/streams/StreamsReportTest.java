package io.headrace.benchmarks.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.figures.Rate;
import io.headrace.benchmarks.results.Machine;
import io.headrace.benchmarks.streams.StreamsResults.LabelJoinShare;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamsReportTest {

    private static final Machine MACHINE = new Machine(2, 24_000, "Linux amd64", "25.0.1", "4.4.0", 0.25);

    @Test
    void oursStandsBesideTheBareLoopOfTheSameRepetition() {
        StreamsResults results = results(
                List.of(
                        run(Work.CLEANING, StreamsRun.OURS, 1, 10_000, 80),
                        run(Work.CLEANING, StreamsRun.BARE, 1, 20_000, 30),
                        run(Work.CLEANING, StreamsRun.BARE, 2, 50_000, 30),
                        run(Work.CLEANING, StreamsRun.OURS, 2, 30_000, 60)),
                List.of());

        assertThat(StreamsReport.lines(results))
                .containsExactly(
                        "Records a second on a backlog, exactly-once, commits every 100 ms, each app alone; without the first quarter",
                        "(medians of 2 runs in turn; 2 cores, JDK 25.0.1, Kafka 4.4.0, load 0.3)",
                        "                                 ours   bare loop                ratio               by CPU   CPU µs + broker's   bare loop",
                        "  raw → clean, 1 partition   20,000/s    35,000/s   0.55 (0.50 … 0.60)   0.51 (0.44 … 0.57)             70 + 10     30 + 10");
    }

    @Test
    void theMonitorsCpuIsAShareOfTheScoringPaths() {
        StreamsResults results = results(
                List.of(
                        run(Work.CLEANING, StreamsRun.OURS, 1, 10_000, 80),
                        run(Work.WIDE_FEATURES, StreamsRun.OURS, 1, 10_000, 200),
                        run(Work.NARROW_FEATURES, StreamsRun.OURS, 1, 10_000, 999),
                        run(Work.SCORING, StreamsRun.OURS, 1, 10_000, 120),
                        run(Work.MONITOR, StreamsRun.OURS, 1, 10_000, 100)),
                List.of(new LabelJoinShare(1, 1, 0.31), new LabelJoinShare(1, 2, 0.29), new LabelJoinShare(4, 1, 0.9)));

        assertThat(StreamsReport.lines(results))
                .contains(
                        "label join, 1 partition: 0.30 (0.29 … 0.31) of the CPU time of the features app's stream threads",
                        "monitor, 1 partition: 0.25 of the CPU time of cleaning, features and scoring together (100 µs of 400 µs an event)");
    }

    private static StreamsResults results(List<StreamsRun> runs, List<LabelJoinShare> labelJoin) {
        return new StreamsResults(
                MACHINE, "abcdef1", new StreamsOptions(100_000, 2, List.of(1), 30, 100), runs, labelJoin);
    }

    private static StreamsRun run(Work work, String side, int repetition, double perSecond, double cpu) {
        Rate rate = new Rate(100_000, 100_000 / perSecond, perSecond, cpu, 10);
        return new StreamsRun(work, side, 1, 1, repetition, 0.2, rate, rate);
    }
}
