package io.headrace.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.embedded.SchemaRegistryProcess;
import io.headrace.runtime.TestBroker;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.registry.Compatibility;
import io.headrace.schemas.registry.RegisteredSchema;
import io.headrace.schemas.registry.SchemaRegistry;
import io.headrace.schemas.registry.SchemaRegistryException;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registry must do: the one in memory, and a real one over HTTP. */
class SchemaRegistryConformanceTest {

    private static final Schema NARROW = SchemaBuilder.record("Order")
            .namespace("conformance")
            .fields()
            .requiredString("id")
            .endRecord();
    private static final Schema WIDE = SchemaBuilder.record("Order")
            .namespace("conformance")
            .fields()
            .requiredString("id")
            .requiredInt("count")
            .endRecord();
    private static final Schema WIDE_WITH_DEFAULT = SchemaBuilder.record("Order")
            .namespace("conformance")
            .fields()
            .requiredString("id")
            .name("count")
            .type()
            .intType()
            .intDefault(1)
            .endRecord();

    private static SchemaRegistryProcess process;

    @BeforeAll
    static void start() {
        process = SchemaRegistryProcess.start(TestBroker.directory());
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    static Stream<AvroSerdes> registries() {
        return Stream.of("mock://conformance", process.url())
                .map(url -> AvroSerdes.of(Map.of("schema.registry.url", url)));
    }

    @ParameterizedTest
    @MethodSource("registries")
    void aRegisteredSchemaIsFoundByIdLatestAndLookup(AvroSerdes serdes) {
        SchemaRegistry registry = serdes.registry();

        int id = registry.register("found-value", NARROW);

        assertThat(registry.byId(id)).contains(NARROW);
        assertThat(registry.latest("found-value")).contains(new RegisteredSchema("found-value", 1, id, NARROW));
        assertThat(registry.lookup("found-value", NARROW))
                .map(RegisteredSchema::id)
                .contains(id);
        assertThat(registry.register("found-again-value", NARROW)).isEqualTo(id);
    }

    @ParameterizedTest
    @MethodSource("registries")
    void whatIsNotThereIsEmpty(AvroSerdes serdes) {
        SchemaRegistry registry = serdes.registry();
        registry.register("there-value", NARROW);

        assertThat(registry.byId(1_234_567)).isEmpty();
        assertThat(registry.latest("not-there-value")).isEmpty();
        assertThat(registry.lookup("not-there-value", NARROW)).isEmpty();
        assertThat(registry.lookup("there-value", WIDE)).isEmpty();
        assertThat(registry.incompatibilities("not-there-value", WIDE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("registries")
    void aSchemaThatCannotReadTheLatestIsRefused(AvroSerdes serdes) {
        SchemaRegistry registry = serdes.registry();
        registry.setCompatibility(Compatibility.BACKWARD);
        registry.register("evolving-value", NARROW);

        assertThat(registry.incompatibilities("evolving-value", WIDE)).isNotEmpty();
        assertThat(registry.incompatibilities("evolving-value", WIDE_WITH_DEFAULT))
                .isEmpty();
        assertThatThrownBy(() -> registry.register("evolving-value", WIDE))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("evolving-value")
                .hasMessageContaining("(count)")
                .hasMessageContaining("a new field needs a default");
    }

    @ParameterizedTest
    @MethodSource("registries")
    void aSubjectMayHaveALevelOfItsOwn(AvroSerdes serdes) {
        SchemaRegistry registry = serdes.registry();
        registry.register("loose-value", NARROW);

        registry.setCompatibility("loose-value", Compatibility.NONE);

        assertThat(registry.register("loose-value", WIDE)).isPositive();
    }

    @ParameterizedTest
    @MethodSource("registries")
    void ourLargestSchemaComesBackAsItWas(AvroSerdes serdes) {
        int id = serdes.ensure("headrace.models", RegistryRecord.getClassSchema());

        assertThat(serdes.registry().byId(id)).contains(RegistryRecord.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("registries")
    void oneProcessReadsWhatAnotherWrote(AvroSerdes serdes) {
        GenericRecord written = new GenericRecordBuilder(NARROW).set("id", "a").build();
        byte[] bytes = serdes.generic(NARROW).serializer().serialize("written", written);
        AvroSerdes elsewhere =
                AvroSerdes.of(Map.of("schema.registry.url", serdes.registry().location()));

        assertThat(elsewhere.decoder(WIDE_WITH_DEFAULT).decode(bytes))
                .isInstanceOfSatisfying(
                        Decoded.Ok.class,
                        ok -> assertThat(ok.record().get("count")).isEqualTo(1));
    }
}
