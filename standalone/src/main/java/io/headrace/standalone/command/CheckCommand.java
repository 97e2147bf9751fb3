package io.headrace.standalone.command;

import io.headrace.schemas.definition.reading.DefinitionExplanation;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.MistakeReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace check}: every mistake of a definition at once. */
@Command(
        name = "check",
        description =
                "Tells every mistake of a pipeline definition, with line and column; exit code 2 if there is one.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private DefinitionOption definition = new DefinitionOption();

    @Option(names = "--explain", description = "Print every setting with its default's reason.")
    private boolean explain;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return switch (DefinitionReader.read(definition.file())) {
            case DefinitionResult.Valid valid -> {
                spec.commandLine()
                        .getOut()
                        .println(
                                explain
                                        ? DefinitionExplanation.of(valid.definition())
                                                .text()
                                        : definition.file() + " is valid");
                yield 0;
            }
            case DefinitionResult.Invalid invalid -> {
                spec.commandLine().getErr().println(MistakeReport.of(invalid.mistakes()));
                yield HeadraceCommand.WRONG;
            }
        };
    }
}
