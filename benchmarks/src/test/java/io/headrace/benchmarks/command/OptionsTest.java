package io.headrace.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.benchmarks.latency.LatencyOptions;
import io.headrace.benchmarks.online.OnlineOptions;
import io.headrace.benchmarks.streams.StreamsOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class OptionsTest {

    @Test
    void streamsHasDefaults() {
        assertThat(streams()).isEqualTo(new StreamsOptions(100_000, 3, List.of(1, 4), 30, 100));
    }

    @Test
    void streamsTakesEachOption() {
        assertThat(streams(
                        "--events=50000",
                        "--repetitions=5",
                        "--partitions=1,2,8",
                        "--seconds=60",
                        "--commit-interval=20"))
                .isEqualTo(new StreamsOptions(50_000, 5, List.of(1, 2, 8), 60, 20));
    }

    @Test
    void latencyHasDefaults() {
        assertThat(latency())
                .isEqualTo(new LatencyOptions(
                        List.of(10, 500, 2_000, 5_000), List.of(1, 4), 40_000, 20, Map.of(), Optional.empty()));
    }

    @Test
    void latencyTakesEachOption() {
        assertThat(latency(
                        "--rates=100",
                        "--partitions=4",
                        "--history=50000",
                        "--seconds=30",
                        "--set=headrace.chained=false",
                        "--ordering=eager"))
                .isEqualTo(new LatencyOptions(
                        List.of(100),
                        List.of(4),
                        50_000,
                        30,
                        Map.of("headrace.chained", "false"),
                        Optional.of("eager")));
    }

    @Test
    void onlineHasDefaults() {
        assertThat(online()).isEqualTo(new OnlineOptions(List.of(1, 8, 64), 1, 40_000, 15));
    }

    @Test
    void onlineTakesEachOption() {
        assertThat(online("--callers=2,4", "--partitions=4", "--history=50000", "--seconds=30"))
                .isEqualTo(new OnlineOptions(List.of(2, 4), 4, 50_000, 30));
    }

    @Test
    void whatCannotBeMeasuredIsRefusedByItsName() {
        assertThatThrownBy(() -> streams("--events=100"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--events is 100; write 20000 or more");
        assertThatThrownBy(() -> latency("--rates=10,0")).hasMessage("--rates is 0; write 1 or more");
        assertThatThrownBy(() -> latency("--ordering=loose"))
                .hasMessageContaining("--ordering")
                .hasMessageContaining("exact");
    }

    @Test
    void aDirectoryThatIsNotACheckoutIsRefused() {
        assertThatThrownBy(() -> latency("--against=src")).hasMessageContaining("--against src holds no headrace");
    }

    @Test
    void nothingToMeasureIsAMistake() {
        StringWriter errors = new StringWriter();

        int code = BenchCommand.commandLine().setErr(new PrintWriter(errors)).execute();

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString())
                .contains("say what to measure: streams, latency, online, features, restart or backfill");
    }

    private static StreamsOptions streams(String... options) {
        StreamsCommand command = new StreamsCommand();
        new CommandLine(command).parseArgs(options);
        return command.options();
    }

    private static OnlineOptions online(String... options) {
        OnlineCommand command = new OnlineCommand();
        new CommandLine(command).parseArgs(options);
        return command.options();
    }

    private static LatencyOptions latency(String... options) {
        LatencyCommand command = new LatencyCommand();
        new CommandLine(command).parseArgs(options);
        return command.options();
    }
}
