package io.headrace.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest {

    private static final Schema NARROW =
            SchemaBuilder.record("P").fields().requiredString("id").endRecord();
    private static final Schema WIDE = SchemaBuilder.record("P")
            .fields()
            .requiredString("id")
            .requiredInt("count")
            .endRecord();
    private static final Schema WIDE_WITH_DEFAULT = SchemaBuilder.record("P")
            .fields()
            .requiredString("id")
            .name("count")
            .type()
            .intType()
            .intDefault(0)
            .endRecord();

    private final SchemaRegistry registry =
            SchemaRegistry.of(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));

    @Test
    void oneNameIsOneRegistry() {
        registry.register("s", NARROW);

        assertThat(SchemaRegistry.of(Map.of("schema.registry.url", registry.location()))
                        .latest("s"))
                .isPresent();
    }

    @Test
    void aSchemaHasOneIdUnderAllSubjects() {
        assertThat(registry.register("a", NARROW)).isEqualTo(registry.register("b", NARROW));
    }

    @Test
    void aNewFieldNeedsADefault() {
        registry.register("s", NARROW);

        assertThat(registry.incompatibilities("s", WIDE))
                .singleElement()
                .asString()
                .contains("count");
        assertThatThrownBy(() -> registry.register("s", WIDE)).isInstanceOf(SchemaRegistryException.class);
        registry.register("s", WIDE_WITH_DEFAULT);
        assertThat(registry.latest("s")).map(RegisteredSchema::version).contains(2);
    }

    @Test
    void theLevelDecides() {
        registry.setCompatibility("s", Compatibility.NONE);
        registry.register("s", NARROW);
        registry.register("s", WIDE);
        registry.setCompatibility("s", Compatibility.FORWARD);

        assertThat(registry.incompatibilities("s", NARROW)).isNotEmpty();
        registry.setCompatibility("s", Compatibility.BACKWARD);
        assertThat(registry.incompatibilities("s", NARROW)).isEmpty();
    }

    @Test
    void lookupFindsOnlyWhatTheSubjectHolds() {
        registry.register("s", NARROW);

        assertThat(registry.lookup("s", NARROW)).map(RegisteredSchema::version).contains(1);
        assertThat(registry.lookup("s", WIDE)).isEmpty();
        assertThat(registry.lookup("other", NARROW)).isEmpty();
    }
}
