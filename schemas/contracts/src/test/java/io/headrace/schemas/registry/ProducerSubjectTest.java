package io.headrace.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.serde.AvroSerdes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class ProducerSubjectTest {

    private static final Schema ORDER =
            SchemaBuilder.record("Order").fields().requiredString("id").endRecord();
    private static final Schema WIDER = SchemaBuilder.record("Order")
            .fields()
            .requiredString("id")
            .requiredInt("count")
            .endRecord();

    private final String mock = "mock://" + UUID.randomUUID();
    private final SchemaRegistry registry = SchemaRegistry.of(Map.of("schema.registry.url", mock));

    @Test
    void theSubjectIsForwardAndHoldsTheReadersSchema() {
        assertThat(prepare(Map.of(), ORDER)).isEmpty();

        assertThat(registry.latest("orders.raw-value"))
                .map(RegisteredSchema::schema)
                .contains(ORDER);
        assertThat(registry.incompatibilities("orders.raw-value", WIDER))
                .as("BACKWARD would want a default")
                .isEmpty();
    }

    @Test
    void aDefinitionThatNeedsMoreIsRegisteredAndProducersAreHeldToIt() {
        prepare(Map.of(), ORDER);
        prepare(Map.of(), WIDER);

        assertThat(registry.incompatibilities("orders.raw-value", ORDER)).isNotEmpty();
    }

    @Test
    void aRegistryThatMayOnlyBeReadIsReportedAndEndsNothing() {
        try (FakeRegistryServer server = new FakeRegistryServer()) {
            String refused = "{\"error_code\":40301,\"message\":\"read only\"}";
            String schema = "{\"subject\":\"orders.raw-value\",\"version\":1,\"id\":1,\"schema\":\""
                    + ORDER.toString().replace("\"", "\\\"") + "\"}";
            server.tell(403, refused).tell(403, refused).tell(200, schema);

            List<String> warnings = AvroSerdes.of(Map.of("schema.registry.url", "http://" + server.address()))
                    .prepareForProducers("orders.raw", ORDER);

            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("Register it by hand")
                    .contains("read only");
            assertThat(server.asked())
                    .extracting(asked -> asked.method() + " " + asked.path())
                    .containsExactly(
                            "PUT /config/orders.raw-value",
                            "POST /subjects/orders.raw-value/versions",
                            "GET /subjects/orders.raw-value/versions/latest");
        }
    }

    @Test
    void aLevelThatMayNotBeSetIsReportedAndEndsNothing() {
        try (FakeRegistryServer server = new FakeRegistryServer()) {
            String refused = "{\"error_code\":40301,\"message\":\"read only\"}";
            server.tell(403, refused).tell(200, "{\"id\":1}").tell(403, refused).tell(404, "{}");

            assertThat(AvroSerdes.of(Map.of("schema.registry.url", "http://" + server.address()))
                            .prepareForProducers("orders.raw", ORDER))
                    .singleElement()
                    .asString()
                    .contains("cannot be set")
                    .contains("set it to FORWARD");
        }
    }

    @Test
    void whereOthersRegisterSchemasNothingIsChanged() {
        registry.register("orders.raw-value", WIDER);

        assertThat(prepare(Map.of("auto.register.schemas", "false"), ORDER))
                .singleElement()
                .asString()
                .contains("own connectors cannot write");
        assertThat(prepare(Map.of("use.latest.version", "true"), ORDER)).hasSize(1);
        assertThat(registry.latest("orders.raw-value"))
                .map(RegisteredSchema::version)
                .contains(1);
    }

    private List<String> prepare(Map<String, Object> more, Schema reader) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("schema.registry.url", mock);
        return AvroSerdes.of(config).prepareForProducers("orders.raw", reader);
    }
}
