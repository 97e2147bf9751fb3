package io.headrace.standalone.command;

import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.backfill.AvroDirectory;
import io.headrace.standalone.backfill.Backfill;
import io.headrace.standalone.backfill.BackfillCounts;
import io.headrace.standalone.backfill.Checkpoint;
import io.headrace.standalone.backfill.DirectoryLock;
import io.headrace.standalone.backfill.FileSource;
import io.headrace.standalone.backfill.Output;
import io.headrace.standalone.backfill.PipelineTopics;
import io.headrace.standalone.backfill.References;
import io.headrace.standalone.backfill.Source;
import io.headrace.standalone.backfill.TopicSource;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace backfill}: rows and examples of history. */
@Command(
        name = "backfill",
        description = {
            "Computes the feature rows and examples of history, beside the running pipeline and without disturbing it.",
            "What it reads are the raw events and labels of the pipeline that runs, or files."
        },
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {

    private static final String HISTORY = "history";

    /** Ids of schemas are not part of the files. */
    private static final String NO_REGISTRY = "mock://backfill";

    @Mixin
    private DefinitionOption definition = new DefinitionOption();

    @Option(
            names = "--source",
            paramLabel = "FILE",
            description = "CSV file, plain or gz, instead of topics; several are one stream in this order.")
    private List<Path> sources = new ArrayList<>();

    @Mixin
    private StreamOption streams = new StreamOption();

    @Mixin
    private LabelDelayOption labelDelay = new LabelDelayOption();

    @Mixin
    private ReferenceOption references = new ReferenceOption();

    @Mixin
    private RunningOption running = new RunningOption();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Events from this time on get rows, such as 2026-01-31T00:00:00Z; those before are their past.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Events before this time get rows.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR|topics|history",
            description = {
                "A directory for rows.avro and examples.avro, which must not be there, or be empty;",
                "or the word topics: the definition's own features and examples, which must be empty;",
                "or the word history: for its features app, which takes it in at its next start."
            })
    private String into = "";

    @Option(
            names = "--checkpoint-every",
            paramLabel = "DURATION",
            defaultValue = "PT30S",
            description =
                    "How often it is noted where a run into a directory is, for the same command to go on there after a"
                            + " kill (default: ${DEFAULT-VALUE}).")
    private Duration checkpointEvery = Duration.ofSeconds(30);

    @Option(names = "--threads", paramLabel = "N", description = "Threads that compute (default: one a core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws InterruptedException {
        if (threads < 1) {
            throw new WrongArguments("--threads " + threads + ": right is 1 or more");
        }
        if (!checkpointEvery.isPositive()) {
            throw new WrongArguments(
                    "--checkpoint-every " + checkpointEvery + ": right is more than PT0S, such as PT30S");
        }
        Backfill.Span span = span();
        PipelineDefinition pipeline = DefinitionReader.readValid(definition.file());
        if (into.equals(HISTORY)) {
            EventsAlone.withoutStreams(
                    definition.file(),
                    pipeline,
                    "a directory or topics, since the app of such a definition takes in no history");
            return intoHistory(pipeline, new Backfill.Settings(span, References.NONE, threads));
        }
        References rows = references.read(definition.file(), pipeline);
        Backfill.Settings settings = new Backfill.Settings(span, rows, threads);
        if (isIntoTopics()) {
            return backfill(pipeline, settings);
        }
        try (DirectoryLock _ = lock()) {
            if (AvroDirectory.isTaken(Path.of(into))) {
                throw new WrongArguments(
                        "--into " + into + ": it is there already; name a directory that is not, or an empty one");
            }
            return backfill(pipeline, settings);
        }
    }

    private DirectoryLock lock() {
        return DirectoryLock.of(Path.of(into))
                .orElseThrow(() -> new WrongArguments("--into " + into
                        + ": another backfill is writing it; wait until it has ended, or name another directory"));
    }

    private Integer intoHistory(PipelineDefinition pipeline, Backfill.Settings settings) throws InterruptedException {
        Terminal terminal = Terminal.standard();
        try (Source source = source(pipeline)) {
            new HistoryRun(pipeline, running.system(), terminal).run(source, settings);
        } finally {
            terminal.endProgress();
        }
        return 0;
    }

    private Integer backfill(PipelineDefinition pipeline, Backfill.Settings settings) throws InterruptedException {
        Terminal terminal = Terminal.standard();
        long began = System.nanoTime();
        BackfillCounts counts;
        try (Source source = source(pipeline);
                Output output = output(pipeline, source.lanes().partitions())) {
            AvroSerdes serdes =
                    isIntoTopics() ? running.serdes() : AvroSerdes.of(Map.of("schema.registry.url", NO_REGISTRY));
            if (output.checkpoint().map(Checkpoint::isThere).orElse(false)) {
                terminal.line("Goes on where the run before was killed: " + into + ".part");
            }
            BackfillProgress progress = new BackfillProgress(terminal, System::nanoTime);
            counts = Backfill.ofRows(pipeline, serdes, source, output, settings).run(progress);
        } finally {
            terminal.endProgress();
        }
        BackfillProgress.summary(counts, into, System.nanoTime() - began).forEach(terminal::line);
        return 0;
    }

    private Backfill.Span span() {
        Backfill.Span span = new Backfill.Span(
                time("--from", from).orElse(Long.MIN_VALUE), time("--to", to).orElse(Long.MAX_VALUE));
        if (span.from() >= span.to()) {
            throw new WrongArguments("--from " + from.orElse("") + " --to " + to.orElse("")
                    + ": right is a --from before --to, which is not included");
        }
        return span;
    }

    private boolean isIntoTopics() {
        return into.equals("topics");
    }

    private Output output(PipelineDefinition pipeline, int partitions) {
        return isIntoTopics()
                ? PipelineTopics.open(running.system().bootstrapServers(), new Topics(pipeline.pipeline()), partitions)
                : AvroDirectory.open(Path.of(into), new FeatureRecords(pipeline), run(pipeline), checkpointEvery);
    }

    /** What the result depends on. */
    private List<String> run(PipelineDefinition pipeline) {
        List<String> run = new ArrayList<>(List.of(
                "definition " + pipeline.hash(),
                "written as " + pipeline.source(),
                "label delay " + labelDelay.rows(),
                "from " + from.orElse("") + " to " + to.orElse(""),
                "threads " + threads));
        if (sources.isEmpty()) {
            run.add("topics");
        }
        sources.forEach(file -> run.add("source " + identity(file)));
        streams.named()
                .forEach((name, files) -> files.forEach(file -> run.add("stream " + name + " " + identity(file))));
        references.files().forEach((name, file) -> run.add("reference " + name + " " + identity(file)));
        return run;
    }

    /** One that was written to since is another one. */
    private static String identity(Path file) {
        try {
            return file.toAbsolutePath().normalize() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be looked at: " + e.getMessage(), e);
        }
    }

    private Source source(PipelineDefinition pipeline) {
        long now = System.currentTimeMillis();
        if (!sources.isEmpty()) {
            SourceFiles files = SourceFiles.of(sources, pipeline);
            return FileSource.open(
                    new FileSource.Files(files.files(), streams.all(definition.file(), pipeline)),
                    pipeline,
                    labelDelay.rows(),
                    now);
        }
        requireTopics(pipeline, running.definition());
        RunningSystem system = running.system();
        Topics topics = new Topics(running.definition().pipeline());
        return TopicSource.open(system.bootstrapServers(), topics, pipeline, running.serdes(), now);
    }

    /** Of topics, events of further streams come from theirs. */
    private void requireTopics(PipelineDefinition pipeline, PipelineDefinition runs) {
        streams.named().keySet().stream().findFirst().ifPresent(name -> {
            throw new WrongArguments("--stream " + name + ": events are read from topics, and so are those of " + name
                    + "; right is --source too, or neither");
        });
        List<String> known = runs.streams().stream().map(EventStream::name).toList();
        pipeline.streams().stream()
                .map(EventStream::name)
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new WrongArguments(
                            "-f " + definition.file() + ": found the further stream " + name
                                    + ", of which the pipeline that runs, " + runs.pipeline()
                                    + ", has no topic; right is a running pipeline that has the stream, or files, by --source and --stream");
                });
    }

    private static Optional<Long> time(String option, Optional<String> text) {
        try {
            return text.map(given -> Instant.parse(given).toEpochMilli());
        } catch (DateTimeParseException e) {
            throw new WrongArguments(option + " " + text.orElse("") + ": right is a time such as 2026-01-31T00:00:00Z");
        }
    }
}
