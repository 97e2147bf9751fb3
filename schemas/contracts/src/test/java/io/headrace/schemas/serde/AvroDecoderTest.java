package io.headrace.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroDecoderTest {

    private static final Schema PAYMENT = SchemaBuilder.record("Payment")
            .fields()
            .requiredString("id")
            .name("tags")
            .type()
            .array()
            .items()
            .stringType()
            .noDefault()
            .endRecord();

    private static final GenericRecord GOOD = new GenericRecordBuilder(PAYMENT)
            .set("id", "a")
            .set("tags", java.util.List.of("x"))
            .build();

    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
    private final AvroDecoder decoder = serdes.decoder(PAYMENT);
    private final byte[] good = serdes.generic(PAYMENT).serializer().serialize("t", GOOD);

    @Test
    void aGoodRecordIsOk() {
        assertThat(decoder.decode(good)).isEqualTo(new Decoded.Ok(GOOD));
    }

    @Test
    void aRecordWithoutValueIsNoAvro() {
        assertBad(null, Decoded.NOT_AVRO, "no value");
    }

    @Test
    void jsonIsNoAvroAndTheReasonShowsItsFirstByte() {
        assertBad("{\"id\": 1}".getBytes(UTF_8), Decoded.NOT_AVRO, "0x7b ('{')");
    }

    @Test
    void fewerThanFiveBytesAreNoAvro() {
        assertBad(new byte[] {0, 0, 0}, Decoded.NOT_AVRO, "3 bytes");
    }

    @Test
    void anIdTheRegistryLacksIsAnUnknownSchema() {
        byte[] bytes = good.clone();
        bytes[1] = 0x7f;

        assertBad(bytes, Decoded.UNKNOWN_SCHEMA, "mock://");
    }

    @Test
    void aTruncatedRecordIsNoAvro() {
        assertBad(Arrays.copyOf(good, good.length - 2), Decoded.NOT_AVRO, "schema id 1 (Payment)");
    }

    @Test
    void bytesLeftOverAreNoAvro() {
        assertBad(Arrays.copyOf(good, good.length + 1), Decoded.NOT_AVRO, "left over");
    }

    @Test
    void aSchemaThatCannotBeReadIsIncompatibleAndTheReasonNamesTheField() {
        Schema other =
                SchemaBuilder.record("Payment").fields().requiredString("id").endRecord();
        GenericRecord lacking = new GenericRecordBuilder(other).set("id", "a").build();
        byte[] bytes = serdes.generic(other).serializer().serialize("another-topic", lacking);

        assertBad(bytes, Decoded.INCOMPATIBLE_SCHEMA, "tags");
    }

    @Test
    void aSymbolTheReaderDoesNotKnowIsIncompatibleAndTheReasonNamesFieldAndValue() {
        Schema known = channels("CHIP", "ONLINE");
        Schema wider = channels("CHIP", "WALLET", "ONLINE");

        assertThat(serdes.decoder(known).decode(channel(wider, "CHIP"))).isInstanceOf(Decoded.Ok.class);
        assertThat(serdes.decoder(known).decode(channel(wider, "WALLET")))
                .isInstanceOfSatisfying(Decoded.Bad.class, bad -> {
                    assertThat(bad.rule()).isEqualTo(Decoded.INCOMPATIBLE_SCHEMA);
                    assertThat(bad.reason())
                            .contains("(Payment)")
                            .contains("channel: found the symbol WALLET, expected one of CHIP, ONLINE");
                });
    }

    private static Schema channels(String... symbols) {
        return SchemaBuilder.record("Payment")
                .fields()
                .name("channel")
                .type()
                .enumeration("Channel")
                .symbols(symbols)
                .noDefault()
                .endRecord();
    }

    private byte[] channel(Schema schema, String symbol) {
        GenericRecord record = new GenericRecordBuilder(schema)
                .set(
                        "channel",
                        new org.apache.avro.generic.GenericData.EnumSymbol(
                                schema.getField("channel").schema(), symbol))
                .build();
        return serdes.generic(schema).serializer().serialize("channels-" + symbol, record);
    }

    @Test
    void aLengthWithoutEndTakesNoMemory() throws IOException {
        assertBad(payload(out -> out.writeLong(Integer.MAX_VALUE - 16L)), Decoded.NOT_AVRO, "Payment");
    }

    @Test
    void anItemCountWithoutEndTakesNoMemory() throws IOException {
        assertBad(
                payload(out -> {
                    out.writeString("a");
                    out.writeLong(Integer.MAX_VALUE - 16L);
                }),
                Decoded.NOT_AVRO,
                "Payment");
    }

    @Test
    void aNestingWithoutEndDoesNotEndTheThread() throws IOException {
        Schema list = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Node\",\"fields\":"
                        + "[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}");
        int id = serdes.ensure("nodes", list);
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 2);
        System.arraycopy(new byte[] {0, 0, 0, 0, (byte) id}, 0, deep, 0, 5);

        assertThat(serdes.decoder(list).decode(deep))
                .isInstanceOfSatisfying(
                        Decoded.Bad.class, bad -> assertThat(bad.rule()).isEqualTo(Decoded.NOT_AVRO));
    }

    @Test
    void afterABadRecordTheNextGoodOneIsRead() {
        decoder.decode(Arrays.copyOf(good, good.length - 1));

        assertThat(decoder.decode(good)).isEqualTo(new Decoded.Ok(GOOD));
    }

    @Test
    void aRegistryThatIsAwayIsNotTheRecordsFault() {
        AvroSerdes unreachable = AvroSerdes.of(
                Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", 1, "retries.wait.ms", 1));

        assertThatThrownBy(() -> unreachable.decoder(PAYMENT).decode(good))
                .isInstanceOf(SchemaRegistryUnavailable.class)
                .hasMessageContaining("http://127.0.0.1:1");
    }

    private interface Payload {
        void write(BinaryEncoder out) throws IOException;
    }

    private static byte[] payload(Payload payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {0, 0, 0, 0, 1});
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        payload.write(out);
        return bytes.toByteArray();
    }

    private void assertBad(byte[] bytes, String rule, String partOfReason) {
        assertThat(decoder.decode(bytes)).isInstanceOfSatisfying(Decoded.Bad.class, bad -> {
            assertThat(bad.rule()).isEqualTo(rule);
            assertThat(bad.reason()).contains(partOfReason);
        });
    }
}
