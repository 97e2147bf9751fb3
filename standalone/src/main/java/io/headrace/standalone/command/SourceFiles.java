package io.headrace.standalone.command;

import io.headrace.connectors.csv.CsvSourceConnector;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvFile;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.schemas.definition.CsvDialect;
import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Files that are a pipeline's source, seen to be readable as its events.
 *
 * @param files absolute, as the connector remembers them
 * @param labelled whether they have the label's column
 */
record SourceFiles(List<Path> files, boolean labelled) {

    /** The connector that reads them. */
    static final String CONNECTOR = "source";

    private static final String PREFIX = "headrace.connectors." + CONNECTOR + ".";

    SourceFiles {
        files = List.copyOf(files);
    }

    /**
     * @param given at least one
     * @throws WrongArguments telling what of which file does not fit, and what would
     */
    static SourceFiles of(List<Path> given, PipelineDefinition definition) {
        List<Path> files =
                given.stream().map(file -> file.toAbsolutePath().normalize()).toList();
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (!seen.add(file)) {
                throw new WrongArguments("--source " + file + ": the file is named twice; name each once");
            }
        }
        // Messages name files as they were given.
        try (CsvFeed feed = CsvFeed.open(given, definition)) {
            return new SourceFiles(files, feed.hasLabel());
        } catch (CsvProblem e) {
            throw new WrongArguments("--source " + e.getMessage() + "; nothing was started");
        }
    }

    /**
     * Says that labels are needed.
     *
     * @throws WrongArguments where the files have no column for them
     */
    void requireLabels(PipelineDefinition definition) {
        if (!labelled) {
            throw new WrongArguments("--source " + files.getFirst() + ": there is no column for the label "
                    + definition.problem().label()
                    + ", and without labels there is nothing to judge; nothing was started");
        }
    }

    /**
     * Rows of all files as they are now, read once without a look at what is in them.
     *
     * @throws WrongArguments where there are none, or a file cannot be read to its end
     */
    long rows(PipelineDefinition definition) {
        long rows;
        try {
            rows = count(definition);
        } catch (CsvProblem e) {
            throw new WrongArguments("--source " + e.getMessage() + "; nothing was started");
        }
        if (rows == 0) {
            throw new WrongArguments("--source " + files.getFirst() + " has no rows to replay; nothing was started");
        }
        return rows;
    }

    private long count(PipelineDefinition definition) {
        CsvDialect dialect;
        try (CsvFeed feed = CsvFeed.open(files, definition)) {
            dialect = feed.dialect();
        }
        long rows = 0;
        for (Path path : files) {
            try (CsvFile file = CsvFile.open(path, dialect)) {
                while (file.next().isPresent()) {
                    rows++;
                }
            }
        }
        return rows;
    }

    /**
     * The connector's settings, as properties of the apps; the rest it is told by the definition.
     *
     * @throws WrongArguments where a path has a comma, by which Kafka Connect separates files
     */
    Map<String, String> properties(int labelDelay) {
        for (Path file : files) {
            if (file.toString().contains(",")) {
                throw new WrongArguments("--source " + file + ": found a comma in the file's path, where Kafka Connect"
                        + " separates files; give it another name, or a link to it");
            }
        }
        Map<String, String> properties = new TreeMap<>();
        properties.put(PREFIX + "connector.class", CsvSourceConnector.class.getName());
        properties.put(PREFIX + "files", files.stream().map(Path::toString).collect(Collectors.joining(",")));
        properties.put(PREFIX + "label.delay.rows", Integer.toString(labelDelay));
        return properties;
    }
}
