package io.headrace.benchmarks.latency;

import io.headrace.benchmarks.figures.Latencies;
import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.figures.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The runs as people read them. */
public final class LatencyReport {

    private LatencyReport() {}

    public static List<String> lines(LatencyResults results) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "From an event's moment to its prediction, read committed: 30 features, three keys, one model, headrace up");
        LatencyResults.Setting setting = results.setting();
        lines.add("(%s events before; settings %s, ordering %s, %d s each without the first fifth; %s)"
                .formatted(
                        Numbers.count(setting.history()),
                        setting.properties().isEmpty() ? "default" : setting.properties(),
                        setting.ordering(),
                        setting.seconds(),
                        results.machine().words()));
        TextTable table = new TextTable("", "p50", "p90", "p99", "max", "behind");
        for (LatencyRun run : results.runs()) {
            Latencies latencies = run.latencies();
            table.row(
                    Numbers.partitions(run.partitions()) + ", " + Numbers.perSecond(run.ratePerSecond()) + ", "
                            + run.checkout() + " " + results.commits().getOrDefault(run.checkout(), ""),
                    Numbers.millis(latencies.p50Millis()),
                    Numbers.millis(latencies.p90Millis()),
                    Numbers.millis(latencies.p99Millis()),
                    Numbers.millis(latencies.maxMillis()),
                    Numbers.count(run.behind()));
        }
        lines.addAll(table.lines());
        results.runs().stream()
                .filter(run -> run.unanswered() > 0 || run.duplicates() > 0)
                .map(run -> "✘ %s, %s, %s: %s of %s events had no prediction, %s had more than one"
                        .formatted(
                                Numbers.partitions(run.partitions()),
                                Numbers.perSecond(run.ratePerSecond()),
                                run.checkout(),
                                Numbers.count(run.unanswered()),
                                Numbers.count(run.sent()),
                                Numbers.count(run.duplicates())))
                .forEach(lines::add);
        return lines;
    }
}
