package io.headrace.connectors.csv;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files that were read before one, by checksums of their names: a file put among them later was never read.
 *
 * @param text the checksums, with blanks between
 */
record FilesBefore(String text) {

    static FilesBefore of(List<Path> files) {
        return new FilesBefore(files.stream().map(FilesBefore::sum).collect(Collectors.joining(" ")));
    }

    /** The first of the files that is not among them. */
    Optional<Path> newcomer(List<Path> files) {
        List<String> known = Arrays.asList(text.split(" ", -1));
        return files.stream().filter(file -> !known.contains(sum(file))).findFirst();
    }

    private static String sum(Path file) {
        return Integer.toHexString(file.toString().hashCode());
    }
}
