package io.headrace.standalone.command;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.standalone.replay.ReplayRequest;
import io.headrace.standalone.replay.ReplayRun;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace replay}: a file through the real loop, with a report. */
@Command(
        name = "replay",
        description = {
            "Plays a file through the real loop at full speed and reports how the models would have done.",
            "The same file and definition give the same report, whatever the machine."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private DefinitionOption definition = new DefinitionOption();

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FILE",
            description = "CSV file, plain or gz; several are one stream in this order.")
    private List<Path> sources = List.of();

    @Option(names = "--report", required = true, paramLabel = "DIR", description = "Where the report goes.")
    private Path report = Path.of("");

    @Mixin
    private LabelDelayOption labelDelay = new LabelDelayOption();

    @Option(
            names = "--step",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Rows between two moments at which the model may change (default: ${DEFAULT-VALUE}).")
    private int step;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".headrace/replay",
            description = "Where the run keeps its data, begun anew each time (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Set a property of the apps.")
    private Map<String, String> overrides = Map.of();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (step < 1) {
            throw new WrongArguments("--step " + step + ": right is 1 or more");
        }
        int delay = labelDelay.rows();
        PipelineDefinition pipeline = DefinitionReader.readValid(definition.file());
        EventsAlone.require(
                definition.file(),
                pipeline,
                "a definition without them, or ./headrace up --source, which reads references and further streams from their topics");
        SourceFiles files = SourceFiles.of(sources, pipeline);
        files.requireLabels(pipeline);
        long rows = files.rows(pipeline);
        Map<String, String> properties = new HashMap<>(ReplayRequest.SETTINGS);
        properties.putAll(overrides);
        LocalSettings settings = ports.settings(data, true, definition.file().toAbsolutePath(), properties);
        requireWritable();
        new ReplayRun(new ReplayRequest(sources, rows, report, delay, step, settings), Terminal.standard()).run();
        return 0;
    }

    /** Known before the run, which may take long, and not after it. */
    private void requireWritable() {
        try {
            Files.createDirectories(report);
        } catch (IOException e) {
            throw new WrongArguments("--report " + report + ": the directory cannot be made: " + e.getMessage());
        }
        if (!Files.isWritable(report)) {
            throw new WrongArguments("--report " + report + ": the directory cannot be written");
        }
    }
}
