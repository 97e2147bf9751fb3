package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Metric;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/definition.md says what the reader does. */
class ReferenceTest {

    private static final String REFERENCE = Rides.text(Path.of("../../docs/definition.md"));
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void namesEveryKeyAndMetric() {
        Stream<String> keys = Stream.of(
                        Keys.DEFINITION,
                        Keys.PROBLEM,
                        Keys.EVENTS,
                        Keys.LABELS,
                        Keys.CLEAN,
                        Keys.RULE,
                        Keys.FILL,
                        Keys.REFERENCE,
                        FeatureReader.KEYS,
                        Keys.TRAIN,
                        Keys.EXAMPLES,
                        Keys.SPLIT,
                        Keys.GATES,
                        Keys.CHAMPION,
                        Keys.ROLLOUT,
                        Keys.MONITOR,
                        Keys.SOURCE)
                .flatMap(List::stream);
        Stream<String> metrics = Arrays.stream(Metric.values()).map(Metric::text);

        assertThat(Stream.concat(keys, metrics))
                .allSatisfy(
                        name -> assertThat(REFERENCE).containsPattern("(`|\\{|, )" + name + "(`|:)|## " + name + "\n"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void showsYamlThatHasNoUnknownKeys(String example) {
        DefinitionResult result =
                DefinitionReader.read(example, "docs/definition.md", name -> Rides.SCHEMAS.load("event.avsc"));

        if (result instanceof DefinitionResult.Invalid invalid) {
            assertThat(invalid.mistakes())
                    .extracting(Mistake::message)
                    .noneMatch(message -> message.contains("no such key") || message.contains("no YAML"));
        }
    }

    static Stream<String> examples() {
        // Examples of one section stand alone; the lines of problem are three problems.
        return EXAMPLE.matcher(REFERENCE)
                .results()
                .map((MatchResult match) -> match.group(1))
                .flatMap(text -> text.startsWith("problem:") ? text.lines() : Stream.of(text));
    }
}
