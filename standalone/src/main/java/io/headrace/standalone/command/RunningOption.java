package io.headrace.standalone.command;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.terminal.LogFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Names the running system a command asks. */
final class RunningOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The running system's data directory (default: the one in .headrace on which one runs).")
    private Optional<Path> data = Optional.empty();

    /** @throws NothingRuns where nothing runs on it */
    Path data() {
        return data.orElseGet(DataDirectories::running);
    }

    /** @throws NothingRuns where there is none */
    ProcessHandle process() {
        Path at = data();
        return DataDirectories.process(at).orElseThrow(() -> nothingRuns(at));
    }

    /** @throws NothingRuns where there is none */
    RunningSystem system() {
        Path at = data();
        if (DataDirectories.process(at).isEmpty()) {
            throw nothingRuns(at);
        }
        LogFile.use(at.resolve("commands.log"));
        return RunningSystem.of(at);
    }

    private static NothingRuns nothingRuns(Path at) {
        return new NothingRuns("nothing runs on " + at.toAbsolutePath().normalize()
                + "; start it with ./headrace up -f PIPELINE.yaml --data " + at + ", or name another with --data DIR");
    }

    PipelineDefinition definition() {
        return DefinitionReader.readValid(system().definition());
    }

    AvroSerdes serdes() {
        return AvroSerdes.of(Map.of("schema.registry.url", system().registryUrl()));
    }
}
