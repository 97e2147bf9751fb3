package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.topics.TopicSpec;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LookupsTest {

    private static final PipelineDefinition RIDES = Rides.valid(Rides.LOOKUPS);

    @Test
    void areReadWithTheirReference() {
        assertThat(RIDES.references())
                .containsExactly(new Reference(
                        "stations",
                        "stationId",
                        Optional.of("since"),
                        new TreeMap<>(Map.of("docks", FeatureKind.NUMERIC, "city", FeatureKind.CATEGORICAL))));
        assertThat(RIDES.features())
                .containsExactly(
                        new Feature.Lookup("docks", FeatureKind.NUMERIC, "stations", "docks", "stationId"),
                        new Feature.Lookup("city_of_bike", FeatureKind.CATEGORICAL, "stations", "city", "bike"),
                        new Feature.Numeric("large", "docks > 20"));
        assertThat(RIDES.lookups()).containsExactly("docks", "city_of_bike");
    }

    @Test
    void aLookupIsNoEntityOfItsOwn() {
        assertThat(RIDES.events().keys()).isEmpty();
    }

    @Test
    void theCanonicalFormReadsAsTheSame() {
        PipelineDefinition again = Rides.valid(CanonicalForm.of(RIDES));

        assertThat(again.references()).isEqualTo(RIDES.references());
        assertThat(again.features()).isEqualTo(RIDES.features());
        assertThat(again.hash()).isEqualTo(RIDES.hash());
    }

    @Test
    void theOrderInWhichReferencesAndFieldsAreWrittenChangesNothing() {
        String one = Rides.LOOKUPS.replace(
                "references:\n", "references:\n  bikes: {key: bike, fields: {age: number, brand: text}}\n");
        String more = one.replace("features:\n", "features:\n  age: {lookup: bikes.age}\n");
        String other = more.replace("docks: number, city: text", "city: text, docks: number")
                .replace("  bikes: {key: bike, fields: {age: number, brand: text}}\n", "")
                .replace("features:\n", "  bikes: {fields: {brand: text, age: number}, key: bike}\nfeatures:\n");

        assertThat(Rides.valid(other).hash()).isEqualTo(Rides.valid(more).hash());
    }

    @Test
    void whatALookupReadsIsPartOfItsMeaning() {
        String meaning = docks(Rides.LOOKUPS);

        assertThat(docks(Rides.LOOKUPS.replace("city: text", "city: text, zone: text")))
                .as("another field of the reference")
                .isEqualTo(meaning);
        assertThat(docks(Rides.LOOKUPS
                        .replace("key: stationId", "key: bike")
                        .replace(".docks}", ".docks, by: stationId}")))
                .as("a key that is written at the lookup")
                .isEqualTo(meaning);
        assertThat(List.of(
                        docks(Rides.LOOKUPS.replace("key: stationId", "key: bike")),
                        docks(Rides.LOOKUPS.replace("time: since, ", "")),
                        docks(Rides.LOOKUPS.replace("stations", "depots")),
                        docks(Rides.LOOKUPS
                                .replace("docks: number", "docks: text")
                                .replace("large: docks > 20", "")),
                        docks(Rides.LOOKUPS
                                .replace("city: text", "places: number")
                                .replace(".city", ".docks")
                                .replace("lookup: stations.docks}", "lookup: stations.places}"))))
                .doesNotHaveDuplicates()
                .doesNotContain(meaning);
    }

    @Test
    void aReferenceHasACompactedTopicAndASchemaOfItsOwn() {
        TopicSpec topic = Topics.all(RIDES, 4, (short) 1).stream()
                .filter(spec -> spec.name().equals("rides.reference.stations"))
                .findFirst()
                .orElseThrow();

        assertThat(topic.partitions()).isEqualTo(4);
        assertThat(topic.settings()).containsEntry("cleanup.policy", "compact");
        assertThat(PipelineSchemas.reference(
                        RIDES.pipeline(), RIDES.references().getFirst()))
                .hasToString(
                        "{\"type\":\"record\",\"name\":\"stations\",\"namespace\":\"io.headrace.rides\",\"fields\":["
                                + "{\"name\":\"since\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"Since when the row is so.\"},"
                                + "{\"name\":\"city\",\"type\":[\"null\",\"string\"],\"default\":null},"
                                + "{\"name\":\"docks\",\"type\":[\"null\",\"double\"],\"default\":null}]}");
    }

    private static String docks(String yaml) {
        return Meaning.of(Rides.valid(yaml)).features().get("docks");
    }
}
