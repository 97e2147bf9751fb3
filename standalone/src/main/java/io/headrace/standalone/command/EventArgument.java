package io.headrace.standalone.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An event as an argument: itself, {@code @FILE} as for curl, or {@code -} for standard input. */
final class EventArgument {

    private EventArgument() {}

    /** @throws WrongArguments where the file cannot be read */
    static String read(String argument, InputStream standardInput) {
        if (argument.equals("-")) {
            try {
                return new String(standardInput.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
            }
        }
        if (!argument.startsWith("@")) {
            return argument;
        }
        Path file = Path.of(argument.substring(1));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new WrongArguments(argument + ": " + file + " cannot be read as text in UTF-8: " + e.getMessage());
        }
    }
}
