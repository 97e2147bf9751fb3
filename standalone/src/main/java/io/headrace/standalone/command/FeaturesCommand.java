package io.headrace.standalone.command;

import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.standalone.features.FeatureTable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headrace features}: what a definition's features are and cost. */
@Command(
        name = "features",
        description = {
            "Tells what each feature of a definition is, whose state it reads, how far back, what is kept for it, and what work it is.",
            "To see what each is worth on data: headrace features rank."
        },
        mixinStandardHelpOptions = true,
        subcommands = RankCommand.class)
final class FeaturesCommand implements Callable<Integer> {

    @Option(
            names = {"-f", "--file"},
            paramLabel = "PIPELINE.yaml",
            description = "The definition; must be there, but before rank.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path path = file.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "Missing required option: '--file=PIPELINE.yaml'"));
        FeatureTable table = FeatureTable.of(DefinitionReader.readValid(path));
        output.show(table::json, table::lines);
        return 0;
    }
}
