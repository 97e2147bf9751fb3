package io.headrace.standalone.infer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.SchemaFormatter;

/** What infer leaves behind: the definition, and beside it its schema and report. */
public record WrittenFiles(Path definition, Path schema, Path report) {

    /**
     * The files for a definition at a path: the same name, other endings.
     *
     * @param definition {@code elec.yaml} gives {@code elec.avsc} and {@code elec.html}
     */
    public static WrittenFiles beside(Path definition) {
        String base = definition.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return new WrittenFiles(
                definition, definition.resolveSibling(base + ".avsc"), definition.resolveSibling(base + ".html"));
    }

    /** Writes the definition and its schema. */
    public void write(Finding finding) throws IOException {
        Optional<Path> folder = Optional.ofNullable(definition.toAbsolutePath().getParent());
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
        }
        String text = DefinitionText.of(
                finding, schema.getFileName().toString(), report.getFileName().toString());
        String events =
                SchemaFormatter.format("json/pretty", SchemaText.of(finding, DefinitionText.pipeline(definition)))
                        + "\n";
        Files.writeString(definition, text, StandardCharsets.UTF_8);
        Files.writeString(schema, events, StandardCharsets.UTF_8);
    }
}
