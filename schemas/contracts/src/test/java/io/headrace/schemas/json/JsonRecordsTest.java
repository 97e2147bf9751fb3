package io.headrace.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {

    private static final Schema PAYMENT = new Schema.Parser().parse("""
            {"type": "record", "name": "Payment", "fields": [
              {"name": "id", "type": "string"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "amount", "type": "double"},
              {"name": "items", "type": "int", "default": 1},
              {"name": "channel", "type": ["null", "string"], "default": null},
              {"name": "note", "type": ["null", "string"]},
              {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []}
            ]}""");

    private final JsonRecords records = JsonRecords.of(PAYMENT);

    @Test
    void readsPlainJsonWithWidenedNumbersIsoTimeAndAbsentNullableFields() {
        GenericRecord read = read("""
                {"id": "a", "at": "2026-11-24T17:05:30+01:00", "amount": 12}""");

        assertThat(read.get("at")).isEqualTo(1_795_536_330_000L);
        assertThat(read.get("amount")).isEqualTo(12.0);
        assertThat(read.get("items")).isEqualTo(1);
        assertThat(read.get("channel")).isNull();
        assertThat(read.get("note")).isNull();
        assertThat((List<?>) read.get("tags")).isEmpty();
    }

    @Test
    void readsAnEpochNumberAndAPlainValueOfANullableField() {
        GenericRecord read = read("""
                {"id": "a", "at": 1500, "amount": 1.5, "items": 5.0, "channel": "chip", "tags": ["x"]}""");

        assertThat(read.get("at")).isEqualTo(1500L);
        assertThat(read.get("items")).isEqualTo(5);
        assertThat(read.get("channel")).isEqualTo("chip");
    }

    @Test
    void namesEveryMistakeWithItsPlace() {
        assertThat(mistakes("""
                {"at": "yesterday", "amuont": 1, "amount": "12", "items": 1.5, "channel": 7, "tags": ["x", 3]}"""))
                .containsExactly(
                        new JsonMistake("/id", "nothing", "a text"),
                        new JsonMistake(
                                "/at",
                                "the text \"yesterday\"",
                                "a time like 2026-11-24T17:05:30Z, or milliseconds since 1970"),
                        new JsonMistake("/amount", "the text \"12\"", "a number"),
                        new JsonMistake("/items", "the number 1.5", "a whole number of 32 bits"),
                        new JsonMistake("/channel", "the number 7", "a text"),
                        new JsonMistake("/tags/1", "the number 3", "a text"),
                        new JsonMistake(
                                "/amuont", "a field Payment does not have", "amount, if that is what is meant"));
    }

    @Test
    void refusesNumbersThatWouldLoseDigitsOrOverflow() {
        assertThat(pointers("""
                {"id": "a", "at": 9223372036854775808, "amount": 1e999, "items": 4294967296}""")).containsExactly("/at", "/amount", "/items");
        assertThat(pointers("""
                {"id": "a", "at": 1.00000000000000000001, "amount": 1e999999999, "items": 1e999999999}""")).containsExactly("/at", "/amount", "/items");
    }

    @Test
    void saysWhereTheTextStopsBeingJson() {
        assertThat(mistakes("{\"id\": \"a\",\n oops}").getFirst().found())
                .startsWith("no JSON: ")
                .endsWith("(line 2, column 2)");
        assertThat(mistakes("{\"id\": \"a\", \"id\": \"b\"}").getFirst().found())
                .contains("Duplicate");
        assertThat(mistakes("").getFirst().message()).startsWith("the document: found ");
    }

    @Test
    void escapesTheStepsOfAPointer() {
        assertThat(pointers("""
                {"id": "a", "at": 1, "amount": 1, "x/y~z": 1}""")).containsExactly("/x~1y~0z");
    }

    @Test
    void rendersTimesAsText() {
        GenericRecord read = read("""
                {"id": "a", "at": 1500, "amount": 1.5}""");

        assertThat(new String(JsonRecords.renderBytes(read), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"a\",\"at\":\"1970-01-01T00:00:01.500Z\",\"amount\":1.5,\"items\":1,"
                        + "\"channel\":null,\"note\":null,\"tags\":[]}");
    }

    @Test
    void parsesOneDocumentAnArrayAndDocumentsOneAfterTheOther() throws Exception {
        assertThat(parsed("{\"a\": 1}")).hasSize(1);
        assertThat(parsed(" [{\"a\": 1}, 2, [3]] ")).hasSize(3);
        assertThat(parsed("{\"a\": 1}\n{\"a\": 2}\r\n\n")).hasSize(2);
        assertThat(parsed("")).isEmpty();
        assertThat(parsed("[]")).isEmpty();
        for (String bad : List.of("[1] 2", "[1", "{\"a\": 1}\n{\"a\"", "[1] x", "]", "{\"a\": 1, \"a\": 2}")) {
            assertThatThrownBy(() -> parsed(bad)).as(bad).isInstanceOf(JsonProcessingException.class);
        }
    }

    private static List<JsonNode> parsed(String text) throws JsonProcessingException {
        return JsonRecords.parseAll(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void wantsARecordSchema() {
        assertThatThrownBy(() -> JsonRecords.of(Schema.create(Schema.Type.STRING)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private GenericRecord read(String json) {
        return switch (records.read(json.getBytes(StandardCharsets.UTF_8))) {
            case JsonResult.Read(GenericRecord value) -> value;
            case JsonResult.Refused(List<JsonMistake> mistakes) -> throw new AssertionError(mistakes);
        };
    }

    private List<JsonMistake> mistakes(String json) {
        return switch (records.read(json.getBytes(StandardCharsets.UTF_8))) {
            case JsonResult.Read(GenericRecord value) -> throw new AssertionError(value);
            case JsonResult.Refused(List<JsonMistake> mistakes) -> mistakes;
        };
    }

    private List<String> pointers(String json) {
        return mistakes(json).stream().map(JsonMistake::pointer).toList();
    }
}
