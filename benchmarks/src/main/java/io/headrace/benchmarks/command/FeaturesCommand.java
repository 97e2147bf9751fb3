package io.headrace.benchmarks.command;

import io.headrace.benchmarks.engine.EngineBench;
import io.headrace.benchmarks.engine.EngineOptions;
import io.headrace.benchmarks.engine.EngineReport;
import io.headrace.benchmarks.engine.EngineResults;
import io.headrace.benchmarks.results.Commit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace bench features}. */
@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        description = "Time and memory of the feature engine alone, with few and with many events a key.")
final class FeaturesCommand implements Callable<Integer> {

    @Option(
            names = "--per-key",
            paramLabel = "N",
            split = ",",
            defaultValue = "10,1000,100000,10000000",
            description = "Events of a key within 30 days, with commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> perKey = List.of();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "300000",
            description = "Events measured in each repetition (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int repetitions;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        EngineOptions options = options();
        Place place = Place.here();
        EngineResults results = place.working(work -> EngineBench.run(
                options, work, Commit.of(place.home()), spec.commandLine().getErr()::println));
        place.publish(spec.commandLine().getOut(), "features", EngineReport.lines(results), results);
        return 0;
    }

    EngineOptions options() {
        Bounds bounds = new Bounds(spec.commandLine());
        bounds.atLeast("--events", 1, events);
        bounds.atLeast("--repetitions", 1, repetitions);
        perKey.forEach(count -> bounds.atLeast("--per-key", 1, count));
        return new EngineOptions(perKey, events, repetitions);
    }
}
