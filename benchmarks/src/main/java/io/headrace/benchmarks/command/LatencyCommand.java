package io.headrace.benchmarks.command;

import io.headrace.benchmarks.latency.LatencyBench;
import io.headrace.benchmarks.latency.LatencyOptions;
import io.headrace.benchmarks.latency.LatencyReport;
import io.headrace.benchmarks.latency.LatencyResults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headrace bench latency}. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = "How long from an event to its prediction through headrace up, at several rates.")
final class LatencyCommand implements Callable<Integer> {

    /** Percentiles of fewer would be those of a handful of events. */
    private static final int LEAST_SECONDS = 5;

    /** A model needs 1,000 examples, and every tenth event has a label. */
    private static final int LEAST_HISTORY = 15_000;

    /** How the definition names orders. */
    enum Ordering {
        exact,
        eager
    }

    @Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            defaultValue = "10,500,2000,5000",
            description = "Events a second, with commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> rates = List.of();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,4",
            description = "Numbers of partitions, with commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> partitions = List.of();

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "40000",
            description = "Events of the four weeks before, 15000 at the least (default: ${DEFAULT-VALUE}).")
    private int history;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Seconds at each rate, the first fifth of which is not counted (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Set a property of headrace up, of each checkout; may be repeated.")
    private Map<String, String> properties = Map.of();

    @Option(
            names = "--ordering",
            paramLabel = "WHICH",
            description = "The definition's events.ordering: ${COMPLETION-CANDIDATES} (default: what it is by itself).")
    private Optional<Ordering> ordering = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "Another built checkout of Headrace, measured in turn with this one.")
    private Optional<Path> against = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        LatencyOptions options = options();
        Place place = Place.here();
        Map<String, Path> checkouts = new LinkedHashMap<>(Map.of("this", place.home()));
        against.ifPresent(
                other -> checkouts.put("against", other.toAbsolutePath().normalize()));
        LatencyResults results = place.working(work ->
                LatencyBench.run(options, checkouts, work, spec.commandLine().getErr()::println));
        place.publish(spec.commandLine().getOut(), "latency", LatencyReport.lines(results), results);
        return 0;
    }

    LatencyOptions options() {
        Bounds bounds = new Bounds(spec.commandLine());
        bounds.atLeast("--history", LEAST_HISTORY, history);
        bounds.atLeast("--seconds", LEAST_SECONDS, seconds);
        rates.forEach(rate -> bounds.atLeast("--rates", 1, rate));
        partitions.forEach(count -> bounds.atLeast("--partitions", 1, count));
        against.filter(other -> !Files.isExecutable(other.resolve("headrace"))).ifPresent(other -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "--against " + other + " holds no headrace; name a checkout that ./mvnw package has built");
        });
        return new LatencyOptions(rates, partitions, history, seconds, properties, ordering.map(Ordering::name));
    }
}
