package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "distance * 2.0 | distance * 2.0",
                "\"bike == 'CARGO' ? 1: 0\" | ~'bike == ''CARGO'' ? 1: 0'~",
                "{sum: distance, by: stationId, over: P1D, where: riders > 1} | {sum: distance, by: [stationId], over: P1D, where: riders > 1}",
                "{calendar: startedAt, holidays: 2026-12-25} | {calendar: startedAt, holidays: [2026-12-25]}",
                "{hash: bike, into: 4, column: 1} | {hash: bike, into: 4, column: 1}",
            })
    void isOneLineOfADefinition(String written, String line) {
        assertThat(line(Rides.ofFeatures("f: " + written))).isEqualTo(line);
    }

    @Test
    void readsAsTheSameWhateverTheExpressionIs() {
        PipelineDefinition rides = Rides.ofFeatures("""
                lines: |
                  distance // kilometres
                    + 1.0
                comment: "distance + size('# no comment')"
                text: {category: "bike == 'a: \\"b\\", {c}' ? 'x' : '\u00e9'"}
                number: 1
                long: %s
                """.formatted("distance + ".repeat(60) + "1.0"));
        String again = rides.features().stream()
                .map(feature -> feature.name() + ": " + FeatureText.yaml(feature, "late") + "\n")
                .collect(Collectors.joining());

        assertThat(again.lines()).hasSize(5);
        assertThat(Rides.ofFeatures(again).features()).isEqualTo(rides.features());
    }

    private static String line(PipelineDefinition definition) {
        return FeatureText.yaml(definition.features().getFirst(), "late");
    }
}
