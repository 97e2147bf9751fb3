package io.headrace.schemas.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordResolutionTest {

    private static final String MILLIS = "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}";
    private static final String MICROS = "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}";
    private static final String DATE = "{\"type\":\"int\",\"logicalType\":\"date\"}";

    @ParameterizedTest
    @CsvSource({
        "timestamp-micros, timestamp-millis, 1790238420000999, 1790238420000",
        "timestamp-micros, timestamp-millis, -1, -1",
        "timestamp-nanos, timestamp-millis, 1790238420000999999, 1790238420000",
        "timestamp-millis, timestamp-micros, 1790238420000, 1790238420000000",
        "timestamp-millis, timestamp-millis, 1790238420000, 1790238420000",
        "local-timestamp-micros, local-timestamp-millis, 5000, 5",
        "time-micros, time-micros, 7, 7",
    })
    void aTimeIsConvertedToTheUnitTheReaderDeclares(String from, String to, long written, long read) throws Exception {
        Schema writer = event("{\"type\":\"long\",\"logicalType\":\"" + from + "\"}");
        Schema reader = event("{\"type\":\"long\",\"logicalType\":\"" + to + "\"}");

        assertThat(read(writer, reader, written)).isEqualTo(read);
    }

    @Test
    void aTimeIsConvertedInUnionsArraysMapsAndNestedRecords() throws Exception {
        String nested =
                "{\"type\":\"record\",\"name\":\"In\",\"fields\":[{\"name\":\"times\",\"type\":{\"type\":\"array\",\"items\":"
                        + "{\"type\":\"map\",\"values\":[\"null\",%s]}}}]}";
        Schema writer = event(nested.formatted(MICROS));
        Schema reader = event(nested.formatted(MILLIS));
        GenericRecord in = new GenericData.Record(writer.getField("v").schema());
        in.put("times", List.of(Map.of("a", 5_000L), Map.of("b", 6_000L)));

        GenericRecord read = (GenericRecord) read(writer, reader, in);

        assertThat(read.get("times")).isEqualTo(List.of(Map.of("a", 5L), Map.of("b", 6L)));
    }

    @Test
    void aLongThatDeclaresNothingIsTakenAsWhatTheReaderDeclares() throws Exception {
        assertThat(read(event("\"long\""), event(MILLIS), 1_790_238_420_000L)).isEqualTo(1_790_238_420_000L);
    }

    @Test
    void whatMeansSomethingElseIsRefusedAndTheReasonSaysWhatWouldBeRight() {
        assertThat(obstacles(event(DATE), event(MILLIS)))
                .containsExactly("v: found date, expected timestamp-millis; write the field as timestamp-millis");
        assertThat(obstacles(event("\"int\""), event(MILLIS))).hasSize(1);
        assertThat(obstacles(event(decimal(2)), event(decimal(4))))
                .containsExactly(
                        "v: found decimal with scale 2, expected decimal with scale 4; write the field as decimal with scale 4");
        assertThat(obstacles(event(decimal(2)), event("\"string\""))).hasSize(1);
        assertThat(obstacles(event(MILLIS), event(MILLIS.replace("timestamp", "local-timestamp"))))
                .hasSize(1);
    }

    @Test
    void aTimeBeyondTheFinerUnitIsRefusedInItsRecordOnly() throws Exception {
        assertThat(read(event(MILLIS), event(MICROS), 1L)).isEqualTo(1_000L);
        assertThatThrownBy(() -> read(event(MILLIS), event(MICROS), Long.MAX_VALUE))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage(
                        "v: found 9223372036854775807 as timestamp-millis, which is beyond what timestamp-micros holds");
    }

    @Test
    void aNewSymbolHindersOnlyRecordsThatUseIt() throws Exception {
        Schema writer = event("{\"type\":\"enum\",\"name\":\"Channel\",\"symbols\":[\"CHIP\",\"WALLET\",\"ONLINE\"]}");
        Schema reader = event("{\"type\":\"enum\",\"name\":\"Channel\",\"symbols\":[\"CHIP\",\"ONLINE\"]}");
        Schema channel = writer.getField("v").schema();

        assertThat(obstacles(writer, reader)).isEmpty();
        assertThat(read(writer, reader, new GenericData.EnumSymbol(channel, "ONLINE")))
                .hasToString("ONLINE");
        assertThatThrownBy(() -> read(writer, reader, new GenericData.EnumSymbol(channel, "WALLET")))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageStartingWith("v: found the symbol WALLET, expected one of CHIP, ONLINE");
    }

    @Test
    void anUnknownSymbolBecomesTheDefaultWhereThereIsOne() throws Exception {
        Schema writer = event("{\"type\":\"enum\",\"name\":\"Channel\",\"symbols\":[\"CHIP\",\"WALLET\"]}");
        Schema reader = event(
                "{\"type\":\"enum\",\"name\":\"Channel\",\"symbols\":[\"CHIP\",\"OTHER\"],\"default\":\"OTHER\"}");

        assertThat(read(
                        writer,
                        reader,
                        new GenericData.EnumSymbol(writer.getField("v").schema(), "WALLET")))
                .hasToString("OTHER");
    }

    @Test
    void aNewBranchHindersOnlyRecordsThatUseIt() throws Exception {
        Schema writer = event("[\"null\",\"double\",\"string\"]");
        Schema reader = event("[\"null\",\"double\"]");

        assertThat(obstacles(writer, reader)).isEmpty();
        assertThat(read(writer, reader, 1.5)).isEqualTo(1.5);
        assertThat(read(writer, reader, null)).isNull();
        assertThatThrownBy(() -> read(writer, reader, "abc"))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage("v: found string, expected null or double (the value is abc)");
        assertThatThrownBy(() -> read(writer, event("\"double\""), null))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessage("v: found null, expected double");
    }

    @Test
    void aSchemaNoneOfWhoseRecordsCanBeReadIsRefusedWithEveryObstacle() {
        Schema writer =
                record("E", "{\"name\":\"v\",\"type\":\"string\"},{\"name\":\"w\",\"type\":[\"int\",\"long\"]}");
        Schema reader = record("E", "{\"name\":\"v\",\"type\":\"double\"},{\"name\":\"w\",\"type\":\"boolean\"}");

        assertThat(obstacles(writer, reader))
                .containsExactly(
                        "v: found string, expected double",
                        "w: found int, expected boolean",
                        "w: found long, expected boolean");
    }

    @Test
    void aFieldThatIsNotThereIsNamed() {
        assertThat(obstacles(
                        record("E", "{\"name\":\"v\",\"type\":\"string\"}"),
                        record("E", "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"at\",\"type\":\"long\"}")))
                .containsExactly("E does not have id, at; write it, or give it a default in E");
    }

    @Test
    void anotherRecordsNameIsReportedTheRightWayRound() {
        assertThat(obstacles(
                        record("PaymentEvent", "{\"name\":\"v\",\"type\":\"string\"}"),
                        record("Payment", "{\"name\":\"v\",\"type\":\"string\"}")))
                .containsExactly(
                        "found the record PaymentEvent, expected the record Payment; write it under that name, or name"
                                + " PaymentEvent among the aliases of the one that reads");
    }

    @Test
    void anAliasIsAName() throws Exception {
        Schema reader = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Payment\",\"aliases\":[\"E\"],\"fields\":"
                        + "[{\"name\":\"amount\",\"aliases\":[\"v\"],\"type\":\"double\"}]}");
        Schema writer = event("\"float\"");
        GenericRecord record = new GenericData.Record(writer);
        record.put("v", 1.5f);

        assertThat(whole(writer, reader, record).get("amount")).isEqualTo(1.5);
    }

    @Test
    void aDefaultThatCanBeChangedIsEachRecordsOwn() throws Exception {
        Schema writer = event("\"long\"");
        Schema reader = record(
                "E", "{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"string\"},\"default\":[\"new\"]}");
        GenericRecord record = new GenericData.Record(writer);
        record.put("v", 1L);

        Object one = whole(writer, reader, record).get("tags");
        Object other = whole(writer, reader, record).get("tags");

        assertThat(one).isEqualTo(List.of("new")).isNotSameAs(other);
    }

    @Test
    void aRecordThatHoldsItselfIsRead() throws Exception {
        Schema writer =
                record("E", "{\"name\":\"at\",\"type\":" + MICROS + "},{\"name\":\"next\",\"type\":[\"null\",\"E\"]}");
        Schema reader =
                record("E", "{\"name\":\"at\",\"type\":" + MILLIS + "},{\"name\":\"next\",\"type\":[\"null\",\"E\"]}");
        GenericRecord inner = new GenericData.Record(writer);
        inner.put("at", 2_000L);
        GenericRecord outer = new GenericData.Record(writer);
        outer.put("at", 1_000L);
        outer.put("next", inner);

        GenericRecord read = whole(writer, reader, outer);

        assertThat(read.get("at")).isEqualTo(1L);
        assertThat(((GenericRecord) read.get("next")).get("at")).isEqualTo(2L);
    }

    private static Schema event(String type) {
        return record("E", "{\"name\":\"v\",\"type\":" + type + "}");
    }

    private static Schema record(String name, String fields) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}");
    }

    private static String decimal(int scale) {
        return "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":" + scale + "}";
    }

    private static List<String> obstacles(Schema writer, Schema reader) {
        return RecordResolution.of(writer, reader).obstacles().stream()
                .map(Obstacle::text)
                .toList();
    }

    private static Object read(Schema writer, Schema reader, Object value) throws Exception {
        GenericRecord record = new GenericData.Record(writer);
        record.put("v", value);
        return whole(writer, reader, record).get("v");
    }

    private static GenericRecord whole(Schema writer, Schema reader, GenericRecord record)
            throws IOException, UnreadableValueException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(writer, new GenericData()).write(record, out);
        out.flush();
        return RecordResolution.of(writer, reader).read(DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }
}
