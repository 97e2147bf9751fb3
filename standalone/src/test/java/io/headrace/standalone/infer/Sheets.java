package io.headrace.standalone.infer;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;

/** Small files, and what comes of them. */
final class Sheets {

    private final Path folder;

    Sheets(Path folder) {
        this.folder = folder;
    }

    /** A file with a header and rows made of their number, from 0, and chance. */
    Path write(String header, int rows, BiFunction<Integer, Random, String> row) throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) {
            text.append(row.apply(i, random)).append('\n');
        }
        return Files.writeString(folder.resolve("sheet.csv"), text);
    }

    InferRequest request(Path file, String label) {
        return new InferRequest(
                file, label, Optional.empty(), Optional.empty(), List.of(), folder.resolve("sheet.yaml"));
    }

    Finding infer(Path file, String label) {
        return Infer.run(request(file, label));
    }

    /** Writes the definition, and reads it as every command does. */
    PipelineDefinition definition(Finding finding) throws IOException {
        WrittenFiles files = WrittenFiles.beside(folder.resolve("sheet.yaml"));
        files.write(finding);
        PipelineDefinition definition = DefinitionReader.readValid(files.definition());
        FeatureProgram unusedButCompiled = FeatureProgram.compile(definition);
        return definition;
    }

    /** The definition's text, comments that go over several lines in one. */
    String yaml() throws IOException {
        return Files.readString(folder.resolve("sheet.yaml"))
                .replaceAll("\n *# (?!- )", " # ")
                .replace(" # ", " ");
    }

    /** Every row of a file as the definition reads it. */
    static List<CsvEvent> events(Path file, PipelineDefinition definition) {
        List<CsvEvent> events = new ArrayList<>();
        try (CsvFeed feed = CsvFeed.open(List.of(file), definition)) {
            for (Optional<CsvEvent> event = feed.next(); event.isPresent(); event = feed.next()) {
                events.add(event.get());
            }
        }
        return events;
    }
}
