package io.headrace.benchmarks.online;

import io.headrace.benchmarks.figures.Latencies;
import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.figures.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The runs as people read them. */
public final class OnlineReport {

    private OnlineReport() {}

    public static List<String> lines(OnlineResults results) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "From a call over gRPC to its answer: 30 features, three keys, one model; callers on the same machine");
        OnlineOptions setting = results.setting();
        lines.add("(%s events before, %s, %d s each without the first fifth, commit %s; %s)"
                .formatted(
                        Numbers.count(setting.history()),
                        Numbers.partitions(setting.partitions()),
                        setting.seconds(),
                        results.commit(),
                        results.machine().words()));
        TextTable table = new TextTable("", "callers", "calls/s", "p50", "p99", "max", "CPU a call");
        for (OnlineRun run : results.runs()) {
            Latencies latencies = run.latencies();
            table.row(
                    run.where(),
                    Numbers.count(run.callers()),
                    Numbers.count(Math.round(run.perSecond())),
                    micros(latencies.p50Millis()),
                    micros(latencies.p99Millis()),
                    micros(latencies.maxMillis()),
                    run.cpuMicros().entrySet().stream().map(OnlineReport::words).collect(Collectors.joining(", ")));
        }
        lines.addAll(table.lines());
        results.runs().stream()
                .filter(run -> run.failed() > 0)
                .map(run -> "✘ %s, %d callers: %s calls failed"
                        .formatted(run.where(), run.callers(), Numbers.count(run.failed())))
                .forEach(lines::add);
        return lines;
    }

    private static String micros(double millis) {
        return Numbers.micros(millis * 1_000);
    }

    private static String words(Map.Entry<String, Double> cpu) {
        return cpu.getKey() + " " + Numbers.micros(cpu.getValue());
    }
}
