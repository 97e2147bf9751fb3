package io.headrace.benchmarks.streams;

import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.figures.Rate;
import io.headrace.benchmarks.figures.Spread;
import io.headrace.benchmarks.figures.TextTable;
import io.headrace.benchmarks.streams.StreamsResults.LabelJoinShare;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The runs as people read them. */
public final class StreamsReport {

    private static final Set<Work> SCORING_PATH = EnumSet.of(Work.CLEANING, Work.WIDE_FEATURES, Work.SCORING);

    private final StreamsResults results;

    private StreamsReport(StreamsResults results) {
        this.results = results;
    }

    public static List<String> lines(StreamsResults results) {
        StreamsReport report = new StreamsReport(results);
        List<String> lines = new ArrayList<>();
        lines.add(
                "Records a second on a backlog, exactly-once, commits every %d ms, each app alone; without the first quarter"
                        .formatted(results.options().commitMillis()));
        lines.add("(medians of %d runs in turn; %s)"
                .formatted(results.options().repetitions(), results.machine().words()));
        lines.addAll(report.rates().lines());
        for (int partitions : results.options().partitions()) {
            lines.addAll(report.shares(partitions));
        }
        return lines;
    }

    private TextTable rates() {
        TextTable table = new TextTable("", "ours", "bare loop", "ratio", "by CPU", "CPU µs + broker's", "bare loop");
        for (Work work : Work.values()) {
            for (int partitions : results.options().partitions()) {
                List<StreamsRun> ours = runs(work, partitions, StreamsRun.OURS);
                if (!ours.isEmpty()) {
                    row(table, ours, runs(work, partitions, StreamsRun.BARE));
                }
            }
        }
        return table;
    }

    private static void row(TextTable table, List<StreamsRun> ours, List<StreamsRun> bare) {
        StreamsRun first = ours.getFirst();
        table.row(
                first.work().title() + ", " + Numbers.partitions(first.partitions()),
                Numbers.perSecond(rate(ours).median()),
                bare.isEmpty() ? "–" : Numbers.perSecond(rate(bare).median()),
                bare.isEmpty()
                        ? "–"
                        : ratio(ours, bare, rate -> rate.perSecond()).ratio(),
                bare.isEmpty()
                        ? "–"
                        : ratio(ours, bare, rate -> 1 / cpuAndBroker(rate)).ratio(),
                cpuAndBroker(ours),
                bare.isEmpty() ? "–" : cpuAndBroker(bare));
    }

    /** Microseconds a record. */
    private static String cpuAndBroker(List<StreamsRun> runs) {
        double broker = Spread.of(runs.stream()
                        .map(run -> run.steady().brokerCpuMicrosPerRecord())
                        .toList())
                .median();
        return String.format(Locale.ROOT, "%.0f + %.0f", cpu(runs), broker);
    }

    /** Of each repetition's pair: what the machine did meanwhile was about the same for both. */
    private static Spread ratio(List<StreamsRun> ours, List<StreamsRun> bare, ToDoubleFunction<Rate> figure) {
        return Spread.of(ours.stream()
                .flatMap(run -> bare.stream()
                        .filter(other -> other.repetition() == run.repetition())
                        .map(other -> figure.applyAsDouble(run.steady()) / figure.applyAsDouble(other.steady())))
                .toList());
    }

    private static double cpuAndBroker(Rate rate) {
        return rate.cpuMicrosPerRecord() + rate.brokerCpuMicrosPerRecord();
    }

    private List<String> shares(int partitions) {
        List<String> lines = new ArrayList<>();
        List<Double> labelJoin = results.labelJoin().stream()
                .filter(share -> share.partitions() == partitions)
                .map(LabelJoinShare::share)
                .toList();
        if (!labelJoin.isEmpty()) {
            lines.add("label join, %s: %s of the CPU time of the features app's stream threads"
                    .formatted(
                            Numbers.partitions(partitions), Spread.of(labelJoin).ratio()));
        }
        double path = SCORING_PATH.stream()
                .map(work -> runs(work, partitions, StreamsRun.OURS))
                .filter(runs -> !runs.isEmpty())
                .mapToDouble(StreamsReport::cpu)
                .sum();
        List<StreamsRun> monitor = runs(Work.MONITOR, partitions, StreamsRun.OURS);
        if (!monitor.isEmpty() && path > 0) {
            lines.add("monitor, %s: %s of the CPU time of cleaning, features and scoring together (%s of %s an event)"
                    .formatted(
                            Numbers.partitions(partitions),
                            Numbers.ratio(cpu(monitor) / path),
                            Numbers.micros(cpu(monitor)),
                            Numbers.micros(path)));
        }
        return lines;
    }

    private List<StreamsRun> runs(Work work, int partitions, String side) {
        return results.runs().stream()
                .filter(run -> run.isOf(work, partitions, side))
                .toList();
    }

    private static Spread rate(List<StreamsRun> runs) {
        return Spread.of(runs.stream().map(run -> run.steady().perSecond()).toList());
    }

    /** Microseconds a record. */
    private static double cpu(List<StreamsRun> runs) {
        return Spread.of(runs.stream()
                        .map(run -> run.steady().cpuMicrosPerRecord())
                        .toList())
                .median();
    }
}
