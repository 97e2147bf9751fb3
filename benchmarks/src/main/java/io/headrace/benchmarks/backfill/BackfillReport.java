package io.headrace.benchmarks.backfill;

import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.figures.Spread;
import io.headrace.benchmarks.figures.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The runs as people read them. */
public final class BackfillReport {

    private static final double MEGABYTE = 1 << 20;

    private BackfillReport() {}

    public static List<String> lines(BackfillResults results) {
        int events = results.options().events();
        List<String> lines = new ArrayList<>();
        lines.add("History from a CSV file: 30 features over three keys, windows from an hour to 30 days");
        lines.add("(%s; %s events, %d times in turn, whole processes)"
                .formatted(
                        results.machine().words(),
                        Numbers.count(events),
                        results.options().repetitions()));
        TextTable table = new TextTable("", "events a second", "least … most", "result");
        for (BackfillRun run : results.runs()) {
            Spread seconds = Spread.of(run.seconds());
            table.row(
                    run.name(),
                    Numbers.count(Math.round(events / seconds.median())),
                    Numbers.count(Math.round(events / seconds.max())) + " … "
                            + Numbers.count(Math.round(events / seconds.min())),
                    Numbers.count(Math.round(run.bytes() / MEGABYTE)) + " MB");
        }
        lines.addAll(table.lines());
        return lines;
    }
}
