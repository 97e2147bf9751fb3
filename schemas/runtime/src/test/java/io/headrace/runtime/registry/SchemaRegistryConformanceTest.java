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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
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

    @ParameterizedTest
    @MethodSource("registries")
    void aProducersSchemaThatCannotBeReadIsRefusedAndAWiderOneIsTaken(AvroSerdes serdes) {
        SchemaRegistry registry = serdes.registry();

        assertThat(serdes.prepareForProducers("orders.raw", WIDE)).isEmpty();

        assertThatThrownBy(() -> registry.register("orders.raw-value", NARROW))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("keep every field");
        assertThat(registry.register("orders.raw-value", with(WIDE, "required")))
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("registries")
    void aStartIsNotHinderedByAProducersNewerVersionNorByANewOptionalField(AvroSerdes serdes) {
        SchemaRegistry registry = serdes.registry();
        serdes.prepareForProducers("wider.raw", WIDE);
        registry.register("wider.raw-value", with(WIDE, "theirs"));

        assertThat(serdes.prepareForProducers("wider.raw", WIDE)).isEmpty();
        assertThat(serdes.prepareForProducers("wider.raw", withOptional(WIDE, "merchant")))
                .singleElement()
                .asString()
                .contains("is now the newest of wider.raw-value");
        assertThat(registry.latest("wider.raw-value"))
                .map(RegisteredSchema::schema)
                .contains(withOptional(WIDE, "merchant"));
        assertThatThrownBy(() -> registry.register("wider.raw-value", NARROW))
                .as("and it is guarded again")
                .isInstanceOf(SchemaRegistryException.class);
    }

    @ParameterizedTest
    @MethodSource("registries")
    void aProducersVersionThatCannotBeReadIsReportedAndNoMore(AvroSerdes serdes) {
        SchemaRegistry registry = serdes.registry();
        serdes.prepareForProducers("before.raw", WIDE);
        registry.setCompatibility("before.raw-value", Compatibility.NONE);
        registry.register("before.raw-value", NARROW);

        assertThat(serdes.prepareForProducers("before.raw", WIDE))
                .singleElement()
                .asString()
                .contains("go to quarantine")
                .contains("does not have count");
    }

    @ParameterizedTest
    @MethodSource("registries")
    void aSymbolMayBeAddedWhereTheReaderHasADefault(AvroSerdes serdes) {
        SchemaRegistry registry = serdes.registry();
        serdes.prepareForProducers("strict.raw", channels(null, "CHIP", "ONLINE"));
        serdes.prepareForProducers("lenient.raw", channels("ONLINE", "CHIP", "ONLINE"));
        Schema wider = channels(null, "CHIP", "ONLINE", "WALLET");

        assertThatThrownBy(() -> registry.register("strict.raw-value", wider))
                .isInstanceOf(SchemaRegistryException.class);
        assertThat(registry.register("lenient.raw-value", wider)).isPositive();
    }

    private static Schema channels(@Nullable String fallback, String... symbols) {
        return Schema.createRecord(
                "Order",
                null,
                "conformance",
                false,
                List.of(new Schema.Field(
                        "channel", Schema.createEnum("Channel", null, "conformance", List.of(symbols), fallback))));
    }

    private static Schema with(Schema schema, String name) {
        return plus(schema, new Schema.Field(name, Schema.create(Schema.Type.STRING)));
    }

    private static Schema withOptional(Schema schema, String name) {
        return plus(
                schema,
                new Schema.Field(
                        name,
                        Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)),
                        null,
                        Schema.Field.NULL_DEFAULT_VALUE));
    }

    private static Schema plus(Schema schema, Schema.Field field) {
        List<Schema.Field> fields = Stream.concat(
                        schema.getFields().stream().map(known -> new Schema.Field(known, known.schema())),
                        Stream.of(field))
                .toList();
        return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
    }
}
