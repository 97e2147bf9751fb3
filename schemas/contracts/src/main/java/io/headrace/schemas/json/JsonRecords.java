package io.headrace.schemas.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Records of one Avro schema to and from plain JSON: JSON as people write it, not Avro's own JSON encoding.
 *
 * <ul>
 *   <li>A nullable field is its value, null, or absent; an absent field with a default takes it. A field the schema does
 *       not have is a mistake.
 *   <li>Numbers are widened, never narrowed with loss: 5 and 5.0 are an int, 5.5 is not. NaN and the infinities are the
 *       texts {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}.
 *   <li>A timestamp is ISO-8601 text with an offset, or a number in the field's own unit since the epoch; a date is ISO
 *       text or days since the epoch; a time of day is ISO text or a number in the field's own unit. What is finer than
 *       the field's unit is cut off.
 *   <li>Bytes and fixed are Base64 text; a decimal is a number or its text; an enum is its symbol.
 *   <li>A union takes the first branch that fits.
 * </ul>
 *
 * <p>In memory the values are Avro's generic ones without conversions (a timestamp is a long). Immutable; safe for use by
 * many threads.
 */
public final class JsonRecords {

    /** Exact for decimals, and two fields of one name are an error instead of the last one winning. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader SEQUENCE =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Schema schema;

    private JsonRecords(Schema schema) {
        this.schema = schema;
    }

    /** @throws IllegalArgumentException if the schema is no record */
    public static JsonRecords of(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("found a schema of type " + schema.getType() + "; right is a record");
        }
        return new JsonRecords(schema);
    }

    public Schema schema() {
        return schema;
    }

    /** Reads one document in UTF-8. What is no JSON at all is one mistake that says where. */
    public JsonResult read(byte[] document) {
        try {
            return read(MAPPER.readTree(document));
        } catch (JsonProcessingException e) {
            return new JsonResult.Refused(List.of(noJson(e)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    public JsonResult read(JsonNode document) {
        JsonReading reading = new JsonReading();
        Object value = reading.read(document, schema, JsonPath.ROOT);
        return reading.mistakes().isEmpty() && value instanceof GenericRecord row
                ? new JsonResult.Read(row)
                : new JsonResult.Refused(reading.mistakes());
    }

    /** Renders a record of this schema so that {@link #read(JsonNode)} gives an equal one; times as ISO-8601 text. */
    public static ObjectNode render(GenericRecord value) {
        return JsonRendering.render(value);
    }

    /** Renders as UTF-8 text on one line. */
    public static byte[] renderBytes(GenericRecord value) {
        try {
            return MAPPER.writeValueAsBytes(render(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a rendered record is always writable", e);
        }
    }

    /**
     * Parses a document for {@link #read(JsonNode)}, with the settings this class needs: exact decimals, no duplicate
     * fields.
     *
     * @throws JsonProcessingException if it is no JSON; {@link #noJson} makes it a mistake
     */
    public static JsonNode parse(byte[] document) throws JsonProcessingException {
        try {
            return MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /**
     * Parses one document, an array of documents, or documents one after the other (JSON Lines, NDJSON), as {@link #parse}
     * does each.
     *
     * @return the documents in order; none for an empty array or an empty text
     * @throws JsonProcessingException if it is no JSON; {@link #noJson} makes it a mistake
     */
    public static List<JsonNode> parseAll(byte[] documents) throws JsonProcessingException {
        List<JsonNode> all = new ArrayList<>();
        try (JsonParser parser = MAPPER.getFactory().createParser(documents)) {
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            JsonToken token = array ? parser.nextToken() : parser.currentToken();
            while (token != null && token != JsonToken.END_ARRAY) {
                all.add(SEQUENCE.readValue(parser, JsonNode.class));
                token = parser.nextToken();
            }
            if (array && parser.nextToken() != null) {
                throw new JsonParseException(parser, "Text after the end of the array");
            }
            return all;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /** A parser's complaint as a mistake of the whole document, with line and column. */
    public static JsonMistake noJson(JsonProcessingException problem) {
        String where = problem.getLocation() == null
                ? ""
                : " (line " + problem.getLocation().getLineNr() + ", column "
                        + problem.getLocation().getColumnNr() + ")";
        return new JsonMistake(
                "",
                "no JSON: " + problem.getOriginalMessage().lines().findFirst().orElse("") + where,
                "JSON text");
    }
}
