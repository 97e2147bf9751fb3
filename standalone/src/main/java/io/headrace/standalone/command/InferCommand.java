package io.headrace.standalone.command;

import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.MistakeReport;
import io.headrace.standalone.infer.Finding;
import io.headrace.standalone.infer.Infer;
import io.headrace.standalone.infer.InferProblem;
import io.headrace.standalone.infer.InferRequest;
import io.headrace.standalone.infer.WrittenFiles;
import io.headrace.standalone.infer.report.ExplorationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace infer}: a file and a column to predict become a definition. */
@Command(
        name = "infer",
        description =
                "Reads a CSV file and writes a commented pipeline definition that runs as it is, its event schema, and"
                        + " a report to look at.",
        mixinStandardHelpOptions = true)
final class InferCommand implements Callable<Integer> {

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FILE",
            description = "The file, plain or gzip; delimiter, quotes, header, dates and missing values are found out.")
    private Path source = Path.of("");

    @Option(
            names = "--label",
            required = true,
            paramLabel = "COLUMN",
            description = "The column to predict, as the header writes it.")
    private String label = "";

    @Option(names = "--time", paramLabel = "COLUMN", description = "The column of the event time. Default: looked for.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "The column that identifies a row. Default: its number.")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "A column that names an entity whose past matters; may be repeated.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "PIPELINE.yaml",
            description = "Where to write; the schema (.avsc) and the report (.html) go beside it.")
    private Path output = Path.of("");

    @Option(names = "--force", description = "Write over files that are there.")
    private boolean force;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        WrittenFiles files = WrittenFiles.beside(output);
        if (!force && Files.exists(output)) {
            return wrong(output + " is there already; choose another name, or --force to write over it");
        }
        try {
            Finding finding = Infer.run(new InferRequest(source, label, time, id, keys, output));
            files.write(finding);
            ExplorationReport.write(finding, files.report());
            out.println(finding.summary());
        } catch (InferProblem | CsvProblem e) {
            return wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return wrong("-o " + output + ": cannot be written (" + e + "); a path that can be written would be right");
        }
        if (DefinitionReader.read(output) instanceof DefinitionResult.Invalid invalid) {
            spec.commandLine().getErr().println(MistakeReport.of(invalid.mistakes()));
            return wrong("the definition that was written is not valid; this is a fault of infer");
        }
        out.println("✔ " + files.definition() + "   schema " + files.schema() + "   report " + files.report());
        out.println("Next: ./headrace replay -f " + files.definition() + " --source " + source + " --report replay");
        return 0;
    }

    private int wrong(String message) {
        spec.commandLine().getErr().println("✘ " + message);
        return HeadraceCommand.WRONG;
    }
}
