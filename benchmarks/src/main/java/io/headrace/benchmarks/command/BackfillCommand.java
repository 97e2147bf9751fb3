package io.headrace.benchmarks.command;

import io.headrace.benchmarks.backfill.BackfillBench;
import io.headrace.benchmarks.backfill.BackfillOptions;
import io.headrace.benchmarks.backfill.BackfillReport;
import io.headrace.benchmarks.backfill.BackfillResults;
import io.headrace.benchmarks.results.Commit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace bench backfill}. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = "Rows and examples of history from a file, beside DuckDB computing the same aggregates.")
final class BackfillCommand implements Callable<Integer> {

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Events of history (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each is measured, in turn (default: ${DEFAULT-VALUE}).")
    private int repetitions;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        BackfillOptions options = options();
        Place place = Place.here();
        BackfillResults results = place.working(work -> BackfillBench.run(
                options,
                place.home(),
                work,
                Commit.of(place.home()),
                spec.commandLine().getErr()::println));
        place.publish(spec.commandLine().getOut(), "backfill", BackfillReport.lines(results), results);
        return 0;
    }

    BackfillOptions options() {
        Bounds bounds = new Bounds(spec.commandLine());
        bounds.atLeast("--events", 1, events);
        bounds.atLeast("--repetitions", 1, repetitions);
        return new BackfillOptions(events, repetitions);
    }
}
