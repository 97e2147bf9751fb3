package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.CsvDialect;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceReaderTest {

    @Test
    void readsHowFilesAreWritten() {
        PipelineDefinition rides = Rides.smallestWith("""
                source:
                  charset: windows-1252
                  delimiter: tab
                  quote: "'"
                  header: false
                  missing: [NA, "?"]
                  decimal: ","
                  grouping: space
                  dates: {startedAt: [dd/MM/yyyy, iso]}
                """);

        assertThat(rides.source())
                .contains(new CsvDialect(
                        "windows-1252",
                        '\t',
                        '\'',
                        false,
                        List.of("NA", "?"),
                        ',',
                        Optional.of(' '),
                        Map.of("startedAt", List.of("dd/MM/yyyy", "iso"))));
        assertThat(rides.hash())
                .as("the model is the same however its file was written")
                .isEqualTo(Rides.valid(Rides.SMALLEST).hash());
        assertThat(Rides.valid(Rides.SMALLEST).source()).isEmpty();
    }

    @Test
    void namesEveryMistake() {
        DefinitionResult result = Rides.read(Rides.SMALLEST + """
                source: {charset: UTF-9, delimiter: ";;", decimal: x, dates: {nobody: iso}, separator: ","}
                """);

        assertThat(((DefinitionResult.Invalid) result).mistakes())
                .extracting(Mistake::message)
                .anyMatch(message -> message.contains("separator: there is no such key"))
                .anyMatch(message -> message.contains("\";;\" does not fit; one character, tab or space belongs here"))
                .anyMatch(message -> message.contains("nobody: the event has no such field"))
                .anyMatch(message -> message.contains("\"UTF-9\" is no known charset"));
    }
}
