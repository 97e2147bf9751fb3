package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schema for editors says what the reader does. */
class EditorSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final JsonNode SCHEMA = schema();

    @ParameterizedTest
    @MethodSource("sections")
    void hasTheReadersKeys(String pointer, List<String> keys) {
        JsonNode section = SCHEMA.at(pointer);

        assertThat(section.at("/properties").fieldNames()).toIterable().containsExactlyElementsOf(keys);
        assertThat(section.at("/additionalProperties").asBoolean(true)).isFalse();
    }

    static Stream<Arguments> sections() {
        String feature = "/properties/features/additionalProperties/oneOf/1";
        return Stream.of(
                Arguments.of("", Keys.DEFINITION),
                Arguments.of("/properties/problem", Keys.PROBLEM),
                Arguments.of("/properties/events", Keys.EVENTS),
                Arguments.of("/properties/labels", Keys.LABELS),
                Arguments.of("/properties/clean", Keys.CLEAN),
                Arguments.of("/properties/clean/properties/rules/items", Keys.RULE),
                Arguments.of("/properties/clean/properties/fill/additionalProperties", Keys.FILL),
                Arguments.of("/properties/streams/additionalProperties", Keys.STREAM),
                Arguments.of("/properties/references/additionalProperties", Keys.REFERENCE),
                Arguments.of(feature, FeatureReader.KEYS),
                Arguments.of("/properties/train", Keys.TRAIN),
                Arguments.of("/properties/train/properties/split", Keys.SPLIT),
                Arguments.of("/definitions/examples", Keys.EXAMPLES),
                Arguments.of("/properties/gates", Keys.GATES),
                Arguments.of("/properties/gates/properties/champion", Keys.CHAMPION),
                Arguments.of("/properties/rollout", Keys.ROLLOUT),
                Arguments.of("/properties/monitor", Keys.MONITOR),
                Arguments.of("/properties/source", Keys.SOURCE));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void offersTheReadersChoices(String pointer, Collection<String> choices) {
        assertThat(texts(SCHEMA.at(pointer))).containsExactlyInAnyOrderElementsOf(choices);
    }

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of("/properties/problem/properties/kind/enum", ProblemReader.KINDS.keySet()),
                Arguments.of(
                        "/definitions/metric/enum",
                        Arrays.stream(Metric.values()).map(Metric::text).toList()),
                Arguments.of("/properties/events/properties/ordering/enum", EventsReader.ORDERING.keySet()),
                Arguments.of("/properties/labels/properties/silence/enum", LabelsReader.SILENCE.keySet()),
                Arguments.of(
                        "/properties/clean/properties/rules/items/properties/else/enum",
                        CleanReader.OTHERWISE.keySet()),
                Arguments.of(
                        "/properties/references/additionalProperties/properties/fields/additionalProperties/enum",
                        ReferencesReader.TYPES.keySet()),
                Arguments.of("/definitions/calendarPart/enum", CalendarForm.PARTS.keySet()),
                Arguments.of("/definitions/family/enum", TrainReader.FAMILIES.keySet()),
                Arguments.of("/properties/rollout/properties/mode/enum", OperationsReader.MODES.keySet()));
    }

    @Test
    void statesTheReadersDefaults() throws IOException {
        JsonNode canonical = JSON.readTree(CanonicalForm.of(Rides.valid(Rides.SMALLEST)));

        assertThat(defaultAt("events", "lateness")).isEqualTo(canonical.at("/events/lateness"));
        assertThat(defaultAt("events", "ahead")).isEqualTo(canonical.at("/events/ahead"));
        assertThat(defaultAt("events", "ordering")).isEqualTo(canonical.at("/events/ordering"));
        for (String section : List.of("labels", "train", "rollout", "monitor")) {
            SCHEMA.at("/properties/" + section + "/properties").properties().forEach(property -> {
                if (property.getValue().has("default")) {
                    assertThat(property.getValue().get("default"))
                            .as(section + "." + property.getKey())
                            .isEqualTo(canonical.at("/" + section + "/" + property.getKey()));
                }
            });
        }
    }

    @Test
    void acceptsTheDemo() {
        assertThat(new JsonSchemaSubset(SCHEMA).mistakes(yaml(Rides.text(Rides.PAYMENTS))))
                .isEmpty();
    }

    @Test
    void acceptsACanonicalForm() throws IOException {
        JsonNode canonical = JSON.readTree(CanonicalForm.of(DefinitionReader.readValid(Rides.PAYMENTS)));

        assertThat(new JsonSchemaSubset(SCHEMA).mistakes(canonical)).isEmpty();
    }

    @Test
    void acceptsEveryAggregateWithAConditionAndWithoutTheEvent() throws IOException {
        String features = Arrays.stream(AggregateFunction.values())
                .map(function -> function.text())
                .map(key -> "a_" + key + ": {" + key + ": distance, over: P1D, where: riders > 1}\n")
                .collect(Collectors.joining());
        JsonNode canonical = JSON.readTree(
                CanonicalForm.of(Rides.ofFeatures(features + "b: {last: distance, over: P1D, excluding: this}\n")));

        assertThat(new JsonSchemaSubset(SCHEMA).mistakes(canonical)).isEmpty();
    }

    @Test
    void acceptsTheFurtherKinds() throws IOException {
        JsonNode canonical = JSON.readTree(CanonicalForm.of(Rides.ofFeatures("""
                a: {quantile: distance, at: 0.9, over: [P1D, P7D], where: riders > 1, excluding: this}
                b: {decayedCount: all, by: stationId, halfLife: [PT1H, P1D]}
                c: {decayedMean: distance, by: stationId, halfLife: PT6H, excluding: this}
                d: {streak: riders > 1, by: stationId, over: P7D}
                e: {session: seconds, by: stationId, gap: PT30M}
                f: {last: distance, nth: [1, 2], by: stationId, over: [P7D, {events: 10}, {events: 10, within: P7D}]}
                g: {mode: bike, nth: 2, by: stationId, over: lifetime}
                h: {labelCount: late, of: true, by: stationId, over: lifetime}
                i: {timeSinceLabel: late, of: false, by: stationId}
                """)));

        assertThat(new JsonSchemaSubset(SCHEMA).mistakes(canonical)).isEmpty();
    }

    @Test
    void acceptsFeaturesOfTheEventAloneAsWrittenAndInCanonicalForm() throws IOException {
        String features = """
                at: {calendar: startedAt, zone: Europe/Brussels, parts: [hour, weekday_cos], holidays: [2026-12-25]}
                words: {hash: bike, into: 3}
                some: {hash: bike, into: 3, column: [0, 2]}
                both: {cross: [bike, riders > 1]}
                """;
        JsonNode canonical = JSON.readTree(CanonicalForm.of(Rides.ofFeatures(features)));

        assertThat(new JsonSchemaSubset(SCHEMA).mistakes(canonical)).isEmpty();
        String written = Rides.SMALLEST.replace(" {distance: distance}", "\n" + features.indent(2));
        assertThat(new JsonSchemaSubset(SCHEMA).mistakes(yaml(written))).isEmpty();
    }

    @Test
    void acceptsLookupsAsWrittenAndInCanonicalForm() throws IOException {
        assertThat(new JsonSchemaSubset(SCHEMA).mistakes(yaml(Rides.LOOKUPS))).isEmpty();
        assertThat(new JsonSchemaSubset(SCHEMA).mistakes(JSON.readTree(CanonicalForm.of(Rides.valid(Rides.LOOKUPS)))))
                .isEmpty();
    }

    @Test
    void refusesMisspeltKeysAndValues() {
        String misspelt =
                Rides.SMALLEST.replace("binary", "binry").replace("features:", "monitor: {windw: 3}\nfeatures:");

        assertThat(new JsonSchemaSubset(SCHEMA).mistakes(yaml(misspelt)))
                .anyMatch(mistake -> mistake.contains("/problem/kind"))
                .anyMatch(mistake -> mistake.contains("/monitor/windw"));
    }

    private static JsonNode defaultAt(String section, String key) {
        return SCHEMA.at("/properties/" + section + "/properties/" + key + "/default");
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode schema() {
        try (InputStream stream = EditorSchemaTest.class.getResourceAsStream("/headrace/pipeline.schema.json")) {
            return JSON.readTree(Objects.requireNonNull(stream));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
