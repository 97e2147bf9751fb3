package io.headrace.standalone.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Names the pipeline's definition. */
final class DefinitionOption {

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "PIPELINE.yaml",
            description = "The definition.")
    private Path file = Path.of("");

    /** As it was given. */
    Path file() {
        return file;
    }
}
