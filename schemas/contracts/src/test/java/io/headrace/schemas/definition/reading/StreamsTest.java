package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.topics.TopicSpec;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsTest {

    private static final PipelineDefinition RIDES = Rides.valid(Rides.STREAMS);

    @Test
    void areReadWithTheirEventsAndTheirCleaning() {
        EventStream docks = RIDES.stream("docks");

        assertThat(RIDES.streams()).containsExactly(docks);
        assertThat(docks.events().schema().getName()).isEqualTo("Dock");
        assertThat(docks.events().id()).isEqualTo("dockId");
        assertThat(docks.events().time()).isEqualTo("at");
        assertThat(docks.events().keys()).containsExactly("stationId");
        assertThat(docks.events().lateness()).isEqualTo(RIDES.events().lateness());
        assertThat(docks.clean().rules()).hasSize(1);
        assertThat(docks.clean().fill()).containsKey("bikes");
        assertThat(RIDES.clean().rules()).isEmpty();
    }

    @Test
    void featuresAreOfTheStreamTheyName() {
        Optional<String> docks = Optional.of("docks");
        Feature.Window hour = new Feature.Window(new Extent.Time(Duration.ofHours(1)), true);

        assertThat(RIDES.features().get(1))
                .isEqualTo(new Feature.WindowedAggregate(
                        "jams_PT1H",
                        AggregateFunction.COUNT,
                        new Feature.Operand("1", FeatureKind.NUMERIC, Optional.of("state == 'JAMMED'"), docks),
                        List.of("stationId"),
                        hour));
        assertThat(RIDES.features())
                .filteredOn(feature -> feature instanceof Feature.OfEntity)
                .allSatisfy(feature ->
                        assertThat(((Feature.OfEntity) feature).from()).isEqualTo(docks))
                .hasSize(6);
        assertThat(feature("state").kind()).isEqualTo(FeatureKind.CATEGORICAL);
    }

    @Test
    void theCanonicalFormReadsAsTheSame() throws Exception {
        String form = CanonicalForm.of(RIDES);
        PipelineDefinition again = Rides.valid(form);

        assertThat(again.streams()).isEqualTo(RIDES.streams());
        assertThat(again.features()).isEqualTo(RIDES.features());
        assertThat(again.hash()).isEqualTo(RIDES.hash());
        ObjectMapper json = new ObjectMapper();
        assertThat(new JsonSchemaSubset(EditorSchemaTest.SCHEMA).mistakes(json.readTree(form)))
                .isEmpty();
    }

    @Test
    void whatAStreamBringsIsPartOfAFeaturesMeaning() {
        String meaning = bikes(Rides.STREAMS);

        assertThat(bikes(Rides.STREAMS.replace("some-bikes", "few-bikes")))
                .as("a rule of another name")
                .isEqualTo(meaning);
        assertThat(List.of(
                        bikes(Rides.STREAMS.replace("constant: 0", "constant: 1")),
                        bikes(Rides.STREAMS.replace("docks", "racks")),
                        bikes(Rides.STREAMS.replace("{decayedMean: bikes, from: docks", "{decayedMean: riders"))))
                .doesNotHaveDuplicates()
                .doesNotContain(meaning);
    }

    @Test
    void aStreamHasARawAndACleanTopic() {
        assertThat(Topics.all(RIDES, 4, (short) 1))
                .filteredOn(spec -> spec.name().startsWith("rides.stream."))
                .extracting(TopicSpec::name, TopicSpec::partitions)
                .containsExactly(tuple("rides.stream.docks.raw", 4), tuple("rides.stream.docks.clean", 4));
        assertThat(Topics.streamOf("rides.stream.docks.raw")).contains("docks");
        assertThat(Topics.streamOf("rides.clean")).isEmpty();
        assertThat(Topics.joined(RIDES)).contains("rides.stream.docks.clean");
    }

    @Test
    void wordsSayOfWhichStreamAFeatureIs() {
        assertThat(FeatureText.words(feature("jams_PT1H")))
                .contains("from docks by stationId")
                .doesNotContain("before the event");
        assertThat(FeatureText.words(feature("quiet"))).contains("from docks by stationId");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from: docks, by: stationId, over: [PT1H, P1D] | from: dock, by: stationId, over: PT1H | dock: there is no such stream; did you mean docks?
            from: docks, by: stationId, over: [PT1H, P1D] | from: docks, by: bike, over: PT1H | bike: an event of docks has no such field
            from: docks, by: stationId, over: [PT1H, P1D] | from: docks, by: stationId, over: PT1H, excluding: this | the event itself is not one of docks; leave it out
            where: state == 'JAMMED' | where: distance > 1.0 | distance
            decayedMean: bikes | decayedMean: distance | distance
            decayedMean: bikes | decayedMean: jams_PT1H | jams_PT1H is a feature
            {timeSince: last, from: docks, by: stationId} | {change: bikes, from: docks, by: stationId, over: P1D} | change compares the event with the earlier ones of its own stream; leave it out
            {timeSince: last, from: docks, by: stationId} | {streak: bikes > 1, from: docks, by: stationId, over: P1D} | streak takes no from; leave it out
            {timeSince: last, from: docks, by: stationId} | {session: count, from: docks, by: stationId, gap: P1D} | session takes no from; leave it out
            id: dockId | id: dock | dock: an event of docks has no such field
            require: bikes >= 0 | require: distance >= 0.0 | distance
            dock.avsc | dosk.avsc | dosk.avsc
            """)
    void mistakesAreFound(String was, String written, String message) {
        assertThat(Rides.STREAMS).contains(was);

        assertThat(Rides.read(Rides.STREAMS.replaceFirst(Pattern.quote(was), written)))
                .isInstanceOfSatisfying(
                        DefinitionResult.Invalid.class,
                        invalid -> assertThat(invalid.mistakes())
                                .hasSize(1)
                                .first()
                                .satisfies(mistake ->
                                        assertThat(mistake.toString()).contains(message)));
    }

    @Test
    void aStreamThatNoFeatureIsOfIsAMistake() {
        assertThat(Rides.read(Rides.STREAMS.replace("from: docks, ", "").replace("bikes", "riders")))
                .isInstanceOfSatisfying(
                        DefinitionResult.Invalid.class,
                        invalid -> assertThat(invalid.mistakes())
                                .anySatisfy(mistake ->
                                        assertThat(mistake.toString()).contains("no feature is of docks")));
    }

    private static Feature feature(String name) {
        return RIDES.features().stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String bikes(String yaml) {
        return Meaning.of(Rides.valid(yaml)).features().get("bikes");
    }
}
