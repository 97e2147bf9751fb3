package io.headrace.standalone.command;

import io.headrace.embedded.StartFailure;
import io.headrace.features.app.FeatureMetrics;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.backfill.Backfill;
import io.headrace.standalone.backfill.Source;
import io.headrace.standalone.backfill.TopicSource;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.system.LocalSystem;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.terminal.Terminal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace up}: runs a pipeline until stopped. */
@Command(
        name = "up",
        description = {
            "Runs a pipeline on this machine until stopped; started again it goes on where it was.",
            "Exit code 130 after Ctrl-C, 143 after down, 1 when a part failed, 2 when definition or files are wrong."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final String PARTITIONS = "headrace.partitions";

    @Mixin
    private DefinitionOption definitionOption = new DefinitionOption();

    @Option(
            names = "--source",
            paramLabel = "FILE",
            description =
                    "A CSV file of events, plain or gzip, written as the definition's source says; may be repeated:"
                            + " one stream in this order. The last one is followed while it grows.")
    private List<Path> sources = new ArrayList<>();

    @Mixin
    private StreamOption streams = new StreamOption();

    @Mixin
    private LabelDelayOption labelDelay = new LabelDelayOption();

    @Option(
            names = "--backfill",
            description =
                    "Before the apps start, features that are new get their past, from all events and labels that came so far.")
    private boolean backfill;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept (default: .headrace/up/PIPELINE).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Set a property of the apps or of a source connector.")
    private Map<String, String> properties = Map.of();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.standard();
        PipelineDefinition definition = DefinitionReader.readValid(definitionOption.file());
        Optional<SourceFiles> source =
                sources.isEmpty() ? Optional.empty() : Optional.of(SourceFiles.of(sources, definition));
        List<StreamFiles> beside = streams.files(definition);
        int labelsAfter = labelDelay.rows();
        Map<String, String> all = new HashMap<>();
        source.ifPresent(files -> all.putAll(files.properties(labelsAfter)));
        beside.forEach(files -> all.putAll(files.properties()));
        all.putAll(properties);
        if (backfill) {
            requireOneTask(definition, all);
        }
        Path directory = data.orElseGet(() -> DataDirectories.of(definition.pipeline()));
        LocalSettings settings =
                ports.settings(directory, false, definitionOption.file().toAbsolutePath(), all);
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicBoolean ran = new AtomicBoolean();
        LocalSystem system =
                LocalSystem.prepare(settings, terminal::started, running -> history(definition, running, terminal));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopped.countDown();
                            terminal.endProgress();
                            system.close();
                            if (ran.get()) {
                                terminal.line("Stopped; the data stays in " + directory + ".");
                            }
                        },
                        "stop"));
        try (system) {
            ApplicationContext context = system.start();
            ran.set(true);
            terminal.line(UpText.running(data));
            beside.forEach(files -> terminal.line(UpText.stream(files)));
            source.ifPresent(files -> UpText.source(files, definition).forEach(terminal::line));
            try (LiveReport report = new LiveReport(
                    terminal,
                    RunningSystem.of(directory),
                    definition,
                    context.getBean(MeterRegistry.class),
                    directory)) {
                FeatureMetrics features = context.getBean(FeatureMetrics.class);
                boolean isChangeTold = false;
                while (!stopped.await(1, TimeUnit.SECONDS)) {
                    system.requireRunning();
                    if (!isChangeTold && features.change().isPresent()) {
                        isChangeTold = true;
                        UpText.changed(features.change().get(), isOneTask(definition, all))
                                .forEach(terminal::line);
                    }
                    report.tick();
                }
            }
            return 0;
        }
    }

    private void requireOneTask(PipelineDefinition definition, Map<String, String> settings) {
        EventsAlone.withoutStreams(definitionOption.file(), definition, "up without --backfill");
        if (!isOneTask(definition, settings)) {
            throw new WrongArguments("--backfill: history is taken in with one partition only; headrace.partitions is "
                    + settings.get(PARTITIONS) + ", right is up without --backfill");
        }
    }

    /** Whether one task has all features, which is what history is for. */
    private static boolean isOneTask(PipelineDefinition definition, Map<String, String> settings) {
        return definition.streams().isEmpty()
                && settings.getOrDefault(PARTITIONS, "1").equals("1");
    }

    private Map<String, String> history(PipelineDefinition definition, RunningSystem running, Terminal terminal) {
        HistoryRun history = new HistoryRun(definition, running, terminal);
        if (backfill && history.hasPast()) {
            AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", running.registryUrl()));
            Topics topics = new Topics(definition.pipeline());
            try (Source source = TopicSource.open(
                    running.bootstrapServers(), topics, definition, serdes, System.currentTimeMillis())) {
                history.run(source, Backfill.Settings.ofAll(Runtime.getRuntime().availableProcessors()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartFailure("stopped while history was read", e);
            }
        }
        return history.isUnread() ? Map.of(HistoryRun.PROPERTY, "true") : Map.of();
    }
}
