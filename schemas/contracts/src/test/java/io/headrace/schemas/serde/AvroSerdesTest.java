package io.headrace.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.Severity;
import io.headrace.schemas.registry.SchemaRegistryException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

    private static final Schema PAYMENT = SchemaBuilder.record("Payment")
            .namespace("shop")
            .fields()
            .requiredString("id")
            .requiredDouble("amount")
            .endRecord();

    private static final Schema PAYMENT_WITH_CHANNEL = SchemaBuilder.record("Payment")
            .namespace("shop")
            .fields()
            .requiredString("id")
            .requiredDouble("amount")
            .name("channel")
            .type()
            .stringType()
            .stringDefault("unknown")
            .endRecord();

    private final Map<String, Object> config = Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
    private final AvroSerdes serdes = AvroSerdes.of(config);

    @Test
    void theWireFormatIsConfluents() {
        byte[] bytes = serdes.generic(PAYMENT).serializer().serialize("payments.raw", payment("a", 1.5));

        assertThat(HexFormat.of().formatHex(bytes))
                .as("magic 0, id 1 big-endian, string of length 1 (zigzag 2), double 1.5 little-endian")
                .isEqualTo("00" + "00000001" + "0261" + "000000000000f83f");
    }

    @Test
    void aRecordIsWrittenUnderTheSubjectOfItsTopic() {
        serdes.generic(PAYMENT).serializer().serialize("payments.raw", payment("a", 1.5));

        assertThat(serdes.registry().latest("payments.raw-value"))
                .hasValueSatisfying(latest -> assertThat(latest.schema()).isEqualTo(PAYMENT));
    }

    @Test
    void aRecordReadHasItsStringsAsJavaStrings() {
        Serde<GenericRecord> serde = serdes.generic(PAYMENT);

        GenericRecord read =
                serde.deserializer().deserialize("t", serde.serializer().serialize("t", payment("é", 2)));

        assertThat(read).isEqualTo(payment("é", 2));
        assertThat(read.get("id")).isInstanceOf(String.class).isEqualTo("é");
    }

    @Test
    void anOldRecordIsReadWithTheNewSchemasDefault() {
        byte[] old = serdes.generic(PAYMENT).serializer().serialize("t", payment("a", 1));

        GenericRecord read = serdes.generic(PAYMENT_WITH_CHANNEL).deserializer().deserialize("t", old);

        assertThat(read.getSchema()).isEqualTo(PAYMENT_WITH_CHANNEL);
        assertThat(read.get("channel")).isEqualTo("unknown");
    }

    @Test
    void aNewRecordIsReadWithTheOldSchema() {
        GenericRecord wide = new GenericRecordBuilder(PAYMENT_WITH_CHANNEL)
                .set("id", "a")
                .set("amount", 3.0)
                .set("channel", "web")
                .build();
        byte[] bytes = serdes.generic(PAYMENT_WITH_CHANNEL).serializer().serialize("t", wide);

        assertThat(serdes.generic(PAYMENT).deserializer().deserialize("t", bytes))
                .isEqualTo(payment("a", 3));
    }

    @Test
    void generatedRecordsComeBackEqual() {
        Alert alert = new Alert(
                "payments",
                AlertKind.DATA_DRIFT,
                Severity.WARNING,
                "amount moved",
                null,
                List.of("amount", "night"),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Map.of("p", 0.001));
        Serde<Alert> serde = serdes.specific(Alert.class);

        assertThat(serde.deserializer().deserialize("t", serde.serializer().serialize("t", alert)))
                .isEqualTo(alert);
    }

    @Test
    void aGeneratedRecordThatWasWrittenInMicrosecondsIsReadInMilliseconds() {
        Schema micros = new Schema.Parser()
                .parse(Prediction.getClassSchema().toString().replace("timestamp-millis", "timestamp-micros"));
        GenericRecord written = new GenericRecordBuilder(micros)
                .set("eventId", "tx-1")
                .set("eventTime", 5_000L)
                .set("pipeline", "payments")
                .set("model", "payments@1")
                .set("score", 0.5)
                .build();
        byte[] bytes = serdes.generic(micros).serializer().serialize("t", written);

        assertThat(serdes.specific(Prediction.class)
                        .deserializer()
                        .deserialize("t", bytes)
                        .getEventTime())
                .isEqualTo(Instant.ofEpochMilli(5));
    }

    @Test
    void aGeneratedRecordIsReadAsAGenericOne() {
        Prediction prediction =
                new Prediction("tx-1", Instant.EPOCH, "payments", "payments@1", "true", 0.7, Map.of(), "");
        byte[] bytes = serdes.specific(Prediction.class).serializer().serialize("t", prediction);

        GenericRecord read =
                serdes.generic(Prediction.getClassSchema()).deserializer().deserialize("t", bytes);

        assertThat(read.get("eventTime")).isEqualTo(0L);
        assertThat(read.get("model")).isEqualTo("payments@1");
    }

    @Test
    void noValueStaysNoValue() {
        Serde<GenericRecord> serde = serdes.generic(PAYMENT);

        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", (byte[]) null)).isNull();
    }

    @Test
    void aRecordThatBreaksItsSchemaIsRefusedWithTheField() {
        GenericRecord incomplete = new GenericData.Record(PAYMENT);
        incomplete.put("amount", 1.0);

        assertThatThrownBy(() -> serdes.generic(PAYMENT).serializer().serialize("payments.raw", incomplete))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("payments.raw")
                .hasMessageContaining("shop.Payment")
                .hasMessageContaining("id");
    }

    @Test
    void afterARefusedRecordTheNextIsWrittenWhole() {
        GenericRecord broken = new GenericData.Record(PAYMENT);
        broken.put("id", "half written");
        Serde<GenericRecord> serde = serdes.generic(PAYMENT);
        assertThatThrownBy(() -> serde.serializer().serialize("t", broken)).isInstanceOf(SerializationException.class);

        assertThat(serde.deserializer().deserialize("t", serde.serializer().serialize("t", payment("b", 2))))
                .isEqualTo(payment("b", 2));
    }

    @Test
    void manyThreadsShareASerde() {
        Serde<GenericRecord> serde = serdes.generic(PAYMENT);

        List<GenericRecord> written = IntStream.range(0, 2_000)
                .mapToObj(i -> payment("x".repeat(i), i))
                .toList();
        List<GenericRecord> read = written.parallelStream()
                .map(one ->
                        serde.deserializer().deserialize("t", serde.serializer().serialize("t", one)))
                .toList();

        assertThat(read).isEqualTo(written);
    }

    @Test
    void anIncompatibleSchemaIsNotRegistered() {
        Schema other = SchemaBuilder.record("Payment")
                .namespace("shop")
                .fields()
                .requiredLong("id")
                .endRecord();
        serdes.ensure("t", PAYMENT);

        assertThatThrownBy(() -> serdes.ensure("t", other))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("t-value");
    }

    @Test
    void whereAppsMustNotRegisterAMissingSchemaIsAnError() {
        AvroSerdes strict = AvroSerdes.of(Map.of(
                "schema.registry.url",
                "mock://" + UUID.randomUUID(),
                "schema.registry.auto.register.schemas",
                "false"));

        assertThatThrownBy(() -> strict.generic(PAYMENT).serializer().serialize("payments.raw", payment("a", 1)))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("payments.raw-value")
                .hasMessageContaining("auto.register.schemas");
    }

    @Test
    void withUseLatestVersionARecordCarriesTheLatestId() {
        Schema documented =
                new Schema.Parser().parse(PAYMENT.toString().replace("\"fields\"", "\"doc\":\"x\",\"fields\""));
        int latest = serdes.registry().register("t-value", documented);
        AvroSerdes pinned =
                AvroSerdes.of(Map.of("schema.registry.url", serdes.registry().location(), "use.latest.version", true));

        byte[] bytes = pinned.generic(PAYMENT).serializer().serialize("t", payment("a", 1));

        assertThat(bytes[4]).isEqualTo((byte) latest);
    }

    @Test
    void withUseLatestVersionAnotherLayoutIsRefused() {
        serdes.registry().register("t-value", PAYMENT_WITH_CHANNEL);
        AvroSerdes pinned =
                AvroSerdes.of(Map.of("schema.registry.url", serdes.registry().location(), "use.latest.version", true));

        assertThatThrownBy(() -> pinned.generic(PAYMENT).serializer().serialize("t", payment("a", 1)))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("version 1");
    }

    @Test
    void anyKafkaClientCanUseTheSerializersByName() {
        try (AvroSerializer serializer = new AvroSerializer();
                AvroDeserializer deserializer = new AvroDeserializer()) {
            serializer.configure(config, true);
            deserializer.configure(config, true);

            byte[] bytes = serializer.serialize("t", payment("a", 1));

            assertThat(deserializer.deserialize("t", bytes)).isEqualTo(payment("a", 1));
            assertThat(serdes.registry().latest("t-key")).isPresent();
        }
    }

    @Test
    void theSerializerByNameTakesGeneratedRecordsToo() {
        Prediction prediction =
                new Prediction("tx-1", Instant.EPOCH, "payments", "payments@1", "true", 0.7, Map.of(), "");
        try (AvroSerializer serializer = new AvroSerializer()) {
            serializer.configure(config, false);

            assertThat(serializer.serialize("t", prediction))
                    .isEqualTo(serdes.specific(Prediction.class).serializer().serialize("t", prediction));
        }
    }

    @Test
    void bytesThatAreNoRecordAreASerializationError() {
        assertThatThrownBy(() -> serdes.generic(PAYMENT).deserializer().deserialize("payments.raw", new byte[] {1, 2}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("payments.raw")
                .hasMessageContaining("not-avro");
    }

    private static GenericRecord payment(String id, double amount) {
        return new GenericRecordBuilder(PAYMENT)
                .set("id", id)
                .set("amount", amount)
                .build();
    }
}
