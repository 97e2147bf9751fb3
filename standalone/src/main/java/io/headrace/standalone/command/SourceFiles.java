package io.headrace.standalone.command;

import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvFile;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.schemas.definition.CsvDialect;
import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Files that are a pipeline's source, seen to be readable as its events.
 *
 * @param labelled whether they have the label's column
 */
record SourceFiles(ConnectorFiles source, boolean labelled) {

    /** The connector that reads them. */
    static final String CONNECTOR = "source";

    private static final String OPTION = "--source ";

    /**
     * @param given at least one
     * @throws WrongArguments telling what of which file does not fit, and what would
     */
    static SourceFiles of(List<Path> given, PipelineDefinition definition) {
        ConnectorFiles files = ConnectorFiles.of(OPTION, given);
        // Messages name files as they were given.
        try (CsvFeed feed = CsvFeed.open(given, definition)) {
            return new SourceFiles(files, feed.hasLabel());
        } catch (CsvProblem e) {
            throw new WrongArguments(OPTION + e.getMessage() + "; nothing was started");
        }
    }

    List<Path> files() {
        return source.files();
    }

    /**
     * Says that labels are needed.
     *
     * @throws WrongArguments where the files have no column for them
     */
    void requireLabels(PipelineDefinition definition) {
        if (!labelled) {
            throw new WrongArguments(OPTION + files().getFirst() + ": there is no column for the label "
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
            throw new WrongArguments(OPTION + e.getMessage() + "; nothing was started");
        }
        if (rows == 0) {
            throw new WrongArguments(OPTION + files().getFirst() + " has no rows to replay; nothing was started");
        }
        return rows;
    }

    private long count(PipelineDefinition definition) {
        CsvDialect dialect;
        try (CsvFeed feed = CsvFeed.open(files(), definition)) {
            dialect = feed.dialect();
        }
        long rows = 0;
        for (Path path : files()) {
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
        Map<String, String> properties = source.properties(CONNECTOR);
        properties.put(ConnectorFiles.prefix(CONNECTOR) + "label.delay.rows", Integer.toString(labelDelay));
        return properties;
    }
}
