package io.headrace.benchmarks.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.IntStream;

/** Raw runs, kept beside the code whose figures they are. */
public final class ResultFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultFile() {}

    /**
     * Writes a measurement to {@code NAME-DATE.json}, or where that is there already, {@code NAME-DATE-2.json} and so on.
     *
     * @param results a record, which is written field by field
     * @return the file
     */
    public static Path write(Path directory, String name, LocalDate date, Object results) {
        try {
            Files.createDirectories(directory);
            Path file = free(directory, name + "-" + date);
            Files.writeString(file, JSON.writeValueAsString(results) + "\n");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the raw runs cannot be written to " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Path free(Path directory, String name) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> directory.resolve(name + (number == 1 ? "" : "-" + number) + ".json"))
                .filter(Files::notExists)
                .findFirst()
                .orElseThrow();
    }
}
