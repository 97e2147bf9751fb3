package io.headrace.benchmarks.command;

import io.headrace.benchmarks.process.BenchFailure;
import io.headrace.benchmarks.results.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The checkout that is measured, and where a measurement works and leaves its results.
 *
 * @param home the checkout
 */
record Place(Path home) {

    /** The one whose {@code headrace} runs. */
    static Place here() {
        return new Place(Path.of(System.getProperty("headrace.home", "."))
                .toAbsolutePath()
                .normalize());
    }

    Path jars() {
        return home.resolve("target").resolve("apps");
    }

    /** Measures in a directory that is empty before and gone afterwards; after a failure it stays, for the logs in it. */
    <T> T working(Function<Path, T> measurement) {
        try {
            Path work = Files.createDirectories(home.resolve(".headrace").resolve("bench"));
            Path own = Files.createTempDirectory(work, "run-");
            T results = measurement.apply(own);
            Files.walkFileTree(own, new Deletion());
            return results;
        } catch (IOException e) {
            throw new BenchFailure("the working directory cannot be written: " + e.getMessage(), e);
        }
    }

    /** Prints the table and keeps the raw runs. */
    void publish(PrintWriter out, String name, List<String> lines, Object results) {
        lines.forEach(out::println);
        Path file = ResultFile.write(
                home.resolve("benchmarks").resolve("results"), name, LocalDate.now(ZoneOffset.UTC), results);
        out.println("raw runs: " + home.relativize(file));
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
