package io.headrace.connectors.csv.reading;

import java.nio.file.Path;

/** A file that as a whole cannot be read as asked; the message names the file, what was found and what would be right. */
public final class CsvProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CsvProblem(Path file, String message) {
        super(file + ": " + message);
    }

    CsvProblem(Path file, String message, Throwable cause) {
        super(file + ": " + message, cause);
    }
}
