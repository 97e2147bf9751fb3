package io.headrace.standalone.command;

import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import io.headrace.standalone.backfill.References;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where the rows of references are read from. */
final class ReferenceOption {

    @Option(
            names = "--reference",
            paramLabel = "NAME=FILE",
            description = {
                "CSV file, plain or gz, of all versions of a reference's rows, one for each that lookups name:",
                "columns for its key, its time (or timestamp) and its fields."
            })
    private List<String> given = new ArrayList<>();

    /**
     * By the reference's name.
     *
     * @throws WrongArguments where one is not NAME=FILE, or a reference has several
     */
    Map<String, Path> files() {
        Map<String, Path> files = new TreeMap<>();
        for (String one : given) {
            int end = one.indexOf('=');
            if (end < 1 || end == one.length() - 1) {
                throw new WrongArguments(
                        "--reference " + one + ": right is NAME=FILE, such as merchants=merchants.csv");
            }
            String name = one.substring(0, end);
            Path file = Path.of(one.substring(end + 1));
            Path before = files.put(name, file);
            if (before != null) {
                throw new WrongArguments("--reference " + name + "=" + file + ": found " + before + " for " + name
                        + " already; right is one file with all versions, in any order");
            }
        }
        return Collections.unmodifiableMap(files);
    }

    /**
     * Reads them.
     *
     * @param definition where it stands
     * @throws WrongArguments where one that features look up in has no file, or one that has a file has no lookups, or a file cannot be
     *     read
     */
    References read(Path definition, PipelineDefinition pipeline) {
        Map<String, Path> files = files();
        List<String> needed = FeatureProgram.compile(pipeline).references().stream()
                .map(Reference::name)
                .toList();
        List<String> lacking =
                needed.stream().filter(name -> !files.containsKey(name)).toList();
        if (!lacking.isEmpty()) {
            throw new WrongArguments("-f " + definition + ": found lookups, " + String.join(", ", pipeline.lookups())
                    + ", but no file with the rows of " + String.join(", ", lacking)
                    + ", and their topics, which are compacted, have not what rows were; right is --reference "
                    + lacking.getFirst() + "=FILE");
        }
        files.forEach((name, file) -> {
            if (!needed.contains(name)) {
                throw new WrongArguments("--reference " + name + "=" + file + ": no feature of " + definition
                        + " looks anything up in " + name
                        + (needed.isEmpty() ? "" : "; they do in " + String.join(", ", needed)));
            }
            if (!Files.exists(file)) {
                throw new WrongArguments("--reference " + name + "=" + file + ": there is no such file");
            }
        });
        try {
            return References.read(files, pipeline, System.currentTimeMillis());
        } catch (CsvProblem e) {
            throw new WrongArguments("--reference " + e.getMessage() + "; nothing was written");
        }
    }
}
