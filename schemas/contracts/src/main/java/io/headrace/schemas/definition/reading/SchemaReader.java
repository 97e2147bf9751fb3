package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads the Avro schema an entry names or holds. */
final class SchemaReader {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SchemaReader() {}

    static Optional<Schema> read(Entry entry, SchemaLoader loader) {
        if (entry.isMapping()) {
            Optional<String> json = InlineSchema.json(entry.node());
            if (json.isEmpty()) {
                entry.mistake("this has no form in JSON, so it is no Avro schema");
            }
            return json.flatMap(text -> parse(entry, "the schema", text));
        }
        return entry.text("the name of an Avro schema file").flatMap(name -> load(entry, name, loader));
    }

    private static Optional<Schema> load(Entry entry, String name, SchemaLoader loader) {
        try {
            return parse(entry, name, loader.load(name));
        } catch (NoSuchFileException _) {
            entry.mistake(name + ": there is no such file beside the definition");
        } catch (MalformedInputException _) {
            entry.mistake(name + " is no text in UTF-8; an Avro schema file is JSON");
        } catch (IOException e) {
            entry.mistake(name + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<Schema> parse(Entry entry, String name, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (!json.isObject()) {
                entry.mistake(name + " is no Avro record schema; write {\"type\": \"record\", …} there");
                return Optional.empty();
            }
            Schema schema = new Schema.Parser().parse(text);
            if (schema.getType() != Schema.Type.RECORD) {
                entry.mistake(name + " describes " + schema.getType().getName() + "; events are of the type record");
                return Optional.empty();
            }
            return Optional.of(schema);
        } catch (JsonProcessingException e) {
            entry.findings().add(broken(name, e));
        } catch (AvroRuntimeException | NullPointerException | ClassCastException e) {
            // Avro's parser throws the last two on some malformed schemas.
            entry.mistake(name + " is no valid Avro schema: " + firstLine(e));
        }
        return Optional.empty();
    }

    private static Mistake broken(String name, JsonProcessingException failure) {
        JsonLocation at = failure.getLocation() == null ? JsonLocation.NA : failure.getLocation();
        return new Mistake(
                name,
                Math.max(1, at.getLineNr()),
                Math.max(1, at.getColumnNr()),
                "",
                "is no JSON: " + failure.getOriginalMessage());
    }

    private static String firstLine(RuntimeException failure) {
        return failure.getMessage() == null
                ? "it cannot be understood"
                : failure.getMessage().lines().findFirst().orElse("it cannot be understood");
    }
}
