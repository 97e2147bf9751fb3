package io.headrace.standalone.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExamplesTest {

    private static final String DEFINITION = """
            pipeline: rides
            problem: {kind: binary, label: late, positive: true}
            events: {schema: ride.avsc, id: ride, time: at}
            labels: {within: PT1H, silence: unlabelled}
            clean:
              rules:
                - {name: real, require: km >= 0}
                - {name: metres, repair: {km: "km > 100 ? km / 1000 : km"}}
            features:
              km: km
              before: {sum: km, over: P1D, excluding: this}
              last: {lastLabel: late}
            """;

    private static final List<String> ROWS = List.of(
            "a,2026-01-01T00:00:00Z,1,true",
            "b,2026-01-01T00:01:00Z,2000,false",
            "bad,2026-01-01T00:02:00Z,-4,true",
            "c,2026-01-01T00:03:00Z,4,true",
            "a,2026-01-01T00:04:00Z,8,false",
            "u,2026-01-01T00:05:00Z,16,",
            "broken,yesterday,16,true",
            "d,2026-01-01T00:06:00Z,32,false");

    @TempDir
    Path folder;

    @Test
    void aRowIsCleanedCountedOnceAndHasTheFeaturesOfWhatCameBefore() throws IOException {
        List<Example> examples = examples(DEFINITION, 0);

        assertThat(examples).extracting(example -> example.row().eventId()).containsExactly("a", "b", "c", "d");
        assertThat(examples)
                .extracting(example -> example.row().values().numeric()[0])
                .containsExactly(1.0, 2.0, 4.0, 32.0);
        assertThat(examples)
                .extracting(example -> example.row().values().numeric()[1])
                .containsExactly(0.0, 1.0, 3.0, 23.0);
        assertThat(examples)
                .extracting(Example::label)
                .containsExactly(category(true), category(false), category(true), category(false));
    }

    @Test
    void aLabelIsKnownToTheRowsAfterItsDelay() throws IOException {
        assertThat(lasts(examples(DEFINITION, 0))).containsExactly("", "true", "false", "true");
        // The broken row and those that are kept out count as rows.
        assertThat(lasts(examples(DEFINITION, 1))).containsExactly("", "", "false", "true");
        assertThat(lasts(examples(DEFINITION, 4))).containsExactly("", "", "", "false");
    }

    @Test
    void aLabelThatIsKnownTooLateMakesNoExample() throws IOException {
        String late = DEFINITION.replace("within: PT1H", "within: PT2M");

        assertThat(examples(late, 0))
                .extracting(example -> example.row().eventId())
                .containsExactly("a", "b", "c", "d");
        assertThat(examples(late, 2))
                .extracting(example -> example.row().eventId())
                .containsExactly("d");
    }

    @Test
    void whereSilenceIsNegativeARowWithoutALabelIsAnExampleOnceItsTimeIsOver() throws IOException {
        String silent = DEFINITION.replace("PT1H, silence: unlabelled", "PT1M, silence: negative");
        List<Example> examples = examples(silent, 0);

        // That of the row without one: nothing comes more than a minute after it.
        assertThat(examples).extracting(example -> example.row().eventId()).containsExactly("a", "b", "c", "d");
        assertThat(examples(silent.replace("PT1M", "PT30S"), 0))
                .filteredOn(example -> example.source() == LabelSource.SILENCE)
                .singleElement()
                .satisfies(example -> {
                    assertThat(example.row().eventId()).isEqualTo("u");
                    assertThat(example.label()).isEqualTo(category(false));
                    assertThat(example.labelTime()).isEqualTo(example.row().eventTime() + 30_000);
                });
    }

    @Test
    void theWindowOfTrainingIsTaken() throws IOException {
        String window = DEFINITION + "train: {window: PT4M}\n";

        assertThat(examples(window, 0))
                .extracting(example -> example.row().eventId())
                .containsExactly("c", "d");
    }

    private static List<String> lasts(List<Example> examples) {
        return examples.stream()
                .map(example -> example.row().values().categorical()[0])
                .toList();
    }

    private static Label category(boolean late) {
        return new Label.Category(Boolean.toString(late));
    }

    private List<Example> examples(String yaml, int labelDelay) throws IOException {
        Files.writeString(folder.resolve("ride.avsc"), """
                {"type": "record", "name": "Ride", "fields": [
                  {"name": "ride", "type": "string"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "km", "type": "double"}]}
                """);
        Path file =
                Files.writeString(folder.resolve("rides.csv"), "ride,at,km,late\n" + String.join("\n", ROWS) + "\n");
        PipelineDefinition definition =
                DefinitionReader.readValid(Files.writeString(folder.resolve("rides.yaml"), yaml));
        return FileExamples.of(List.of(file), definition, labelDelay);
    }
}
