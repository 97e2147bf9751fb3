package io.headrace.benchmarks.restart;

import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.figures.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The runs as people read them. */
public final class RestartReport {

    private RestartReport() {}

    public static List<String> lines(RestartResults results) {
        List<String> lines = new ArrayList<>();
        lines.add("From the start of the features app to its first committed row, one partition");
        lines.add("(" + results.machine().words() + ")");
        TextTable table = new TextTable("stores", "the process before was", "state", "goes on after");
        for (RestartRun run : results.runs()) {
            table.row(run.stores(), run.ended(), Numbers.count(run.megabytes()) + " MB", Numbers.millis((double)
                    run.millis()));
        }
        lines.addAll(table.lines());
        return lines;
    }
}
