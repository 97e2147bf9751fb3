package io.headrace.benchmarks.engine;

import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.figures.Spread;
import io.headrace.benchmarks.figures.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The runs as people read them. */
public final class EngineReport {

    private static final double NANOS_PER_MICRO = 1000;

    private EngineReport() {}

    public static List<String> lines(EngineResults results) {
        List<String> lines = new ArrayList<>();
        lines.add("The feature engine alone: 30 features, three keys, windows from an hour to 30 days, one thread");
        lines.add("(%s; %s events measured, %d times)"
                .formatted(
                        results.machine().words(),
                        Numbers.count(results.options().events()),
                        results.options().repetitions()));
        TextTable table = new TextTable("events a key", "an event", "least … most", "allocated", "stored an event");
        for (EngineRun run : results.runs()) {
            Spread nanos = Spread.of(run.nanos());
            table.row(
                    Numbers.count(run.perKey()),
                    Numbers.micros(nanos.median() / NANOS_PER_MICRO),
                    Numbers.micros(nanos.min() / NANOS_PER_MICRO) + " … "
                            + Numbers.micros(nanos.max() / NANOS_PER_MICRO),
                    Numbers.count(Math.round(Spread.of(run.bytesAllocated()).median())) + " B",
                    Numbers.count(Math.round(run.storedBytes())) + " B");
        }
        lines.addAll(table.lines());
        return lines;
    }
}
