package io.headrace.standalone.command;

import io.headrace.standalone.demo.Demo;
import io.headrace.standalone.demo.DemoScript;
import io.headrace.standalone.demo.DriftInjection;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace demo}: the whole loop on simulated events. */
@Command(
        name = "demo",
        description = {
            "Runs an example from the first event to a model that replaces itself, and tells it as it happens.",
            "Exit code 0 after Ctrl-C or --exit, 1 when a part failed or nothing moved for the stated time."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--exit", description = "End after the second swap instead of staying up.")
    private boolean exit;

    @Option(names = "--example", paramLabel = "DIR", description = "The example to run (default: examples/payments).")
    private Optional<Path> example = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep data here and go on where it was (default: .headrace/demo, begun anew each time).")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(
            names = "--stall",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Give up when nothing moves for so long (default: ${DEFAULT-VALUE}).")
    private int stallSeconds;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Set a property of the apps or of the source connector.")
    private Map<String, String> overrides = Map.of();

    @Override
    public Integer call() {
        Path home = Path.of(System.getProperty("headrace.home", "."));
        DemoScript script =
                DemoScript.of(example.orElse(home.resolve("examples/payments"))).with(overrides);
        Path kept = data.orElse(DemoScript.DATA);
        Map<String, String> properties =
                data.isEmpty() ? script.properties() : DriftInjection.withKept(script.properties(), kept);
        LocalSettings settings = ports.settings(kept, data.isEmpty(), script.definition(), properties);
        Demo demo = new Demo(script, settings, Duration.ofSeconds(stallSeconds), Terminal.standard());
        return demo.run(exit);
    }
}
