package io.headrace.ingest.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.json.JsonMistake;
import io.headrace.schemas.json.JsonRecords;
import io.headrace.schemas.json.JsonResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Reads bodies of one kind: a JSON object, an array of them, or one after the other. Safe for use by many threads. */
final class PushReader {

    private final JsonRecords records;
    private final String id;
    private final String time;
    private final boolean micros;
    private final boolean timeMayBeLeftOut;
    private final int maxRecords;
    private final Clock clock;

    private PushReader(Schema schema, String id, String time, boolean timeMayBeLeftOut, int maxRecords, Clock clock) {
        this.records = JsonRecords.of(schema);
        this.id = id;
        this.time = time;
        this.micros = schema.getField(time).schema().getLogicalType() instanceof LogicalTypes.TimestampMicros;
        this.timeMayBeLeftOut = timeMayBeLeftOut;
        this.maxRecords = maxRecords;
        this.clock = clock;
    }

    static PushReader events(Events events, int maxRecords, Clock clock) {
        return new PushReader(events.schema(), events.id(), events.time(), false, maxRecords, clock);
    }

    /** A label without {@code labelledAt} became known now. */
    static PushReader labels(PipelineDefinition definition, int maxRecords, Clock clock) {
        return new PushReader(
                PipelineSchemas.of(definition).label(),
                definition.labels().joinOn(),
                PipelineSchemas.LABELLED_AT,
                true,
                maxRecords,
                clock);
    }

    PushBatch read(byte[] body) {
        List<JsonNode> documents;
        try {
            documents = JsonRecords.parseAll(body);
        } catch (JsonProcessingException e) {
            return new PushBatch.Bad(1, List.of(JsonRecords.noJson(e)));
        }
        if (documents.isEmpty() || documents.size() > maxRecords) {
            String right = "between 1 and " + maxRecords + " (headrace.push.max-records)";
            return new PushBatch.Bad(
                    Math.max(1, documents.size()), List.of(new JsonMistake("", documents.size() + " records", right)));
        }
        boolean single = documents.size() == 1 && !isArray(body);
        List<PushedRecord> good = new ArrayList<>(documents.size());
        List<JsonMistake> mistakes = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            String prefix = single ? "" : "/" + i;
            switch (records.read(withTime(documents.get(i)))) {
                case JsonResult.Read(GenericRecord value) -> add(value, prefix, good, mistakes);
                case JsonResult.Refused(List<JsonMistake> its) ->
                    its.forEach(mistake -> mistakes.add(mistake.under(prefix)));
            }
        }
        return mistakes.isEmpty() ? new PushBatch.Good(good) : new PushBatch.Bad(documents.size(), mistakes);
    }

    private JsonNode withTime(JsonNode document) {
        if (timeMayBeLeftOut && document instanceof ObjectNode object && !object.has(time)) {
            return object.deepCopy().put(time, clock.instant().toString());
        }
        return document;
    }

    private void add(GenericRecord value, String prefix, List<PushedRecord> good, List<JsonMistake> mistakes) {
        Object key = value.get(id);
        if (key == null || key.toString().isEmpty()) {
            String found = key == null ? "null" : "an empty text";
            mistakes.add(new JsonMistake(prefix + "/" + id, found, "the event's id"));
        }
        long at = value.get(time) instanceof Number number ? millis(number.longValue()) : -1;
        if (at < 0) {
            mistakes.add(new JsonMistake(prefix + "/" + time, "a time before 1970", "a time Kafka can carry"));
        }
        good.add(new PushedRecord(String.valueOf(key), at, value));
    }

    private long millis(long instant) {
        return micros ? Math.floorDiv(instant, TimeUnit.MILLISECONDS.toMicros(1)) : instant;
    }

    private static boolean isArray(byte[] body) {
        for (byte character : body) {
            if (!Character.isWhitespace(character)) {
                return character == '[';
            }
        }
        return false;
    }
}
