package io.headrace.standalone.command;

import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.connectors.csv.reading.CsvTarget;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Files with the events of a further stream, seen to be readable as such. */
record StreamFiles(EventStream stream, ConnectorFiles source) {

    /**
     * @param given at least one
     * @throws WrongArguments telling what of which file does not fit, and what would
     */
    static StreamFiles of(EventStream stream, List<Path> given, PipelineDefinition definition) {
        String option = "--stream " + stream.name() + "=";
        ConnectorFiles files = ConnectorFiles.of(option, given);
        // Messages name files as they were given.
        try (CsvFeed _ = CsvFeed.beside(definition, given, CsvTarget.of(stream))) {
            return new StreamFiles(stream, files);
        } catch (CsvProblem e) {
            throw new WrongArguments(option + e.getMessage() + "; nothing was started");
        }
    }

    List<Path> files() {
        return source.files();
    }

    /**
     * The connector's settings, as properties of the apps; the rest it is told by the definition.
     *
     * @throws WrongArguments where a path has a comma, by which Kafka Connect separates files
     */
    Map<String, String> properties() {
        String connector = "stream-" + stream.name();
        Map<String, String> properties = source.properties(connector);
        properties.put(ConnectorFiles.prefix(connector) + "stream", stream.name());
        return properties;
    }
}
