package io.headrace.schemas.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Events;
import java.time.Duration;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFieldsTest {

    private static final Schema MILLIS = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    private static final Schema MICROS = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));

    @Test
    void anEmptyIdIsMissing() {
        Schema schema = schema(MILLIS);
        EventFields fields = fields(schema);

        assertThat(fields.id(event(schema, "a", 1L))).contains("a");
        assertThat(fields.id(event(schema, "", 1L))).isEmpty();
        assertThat(fields.id(event(schema, null, 1L))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1999, 1", "1000, 1", "999, 0", "0, 0", "-1, -1", "-1000, -1", "-1001, -2"})
    void microsecondsAreRoundedDown(long micros, long millis) {
        Schema schema = schema(Schema.createUnion(Schema.create(Schema.Type.NULL), MICROS));

        assertThat(fields(schema).time(event(schema, "a", micros))).hasValue(millis);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "9223372036854775807", "-9223372036854775808"})
    void millisecondsAreWhatTheyAre(long millis) {
        Schema schema = schema(MILLIS);

        assertThat(fields(schema).time(event(schema, "a", millis))).hasValue(millis);
    }

    @Test
    void aTimeMayBeMissing() {
        Schema schema = schema(MILLIS);

        assertThat(fields(schema).time(event(schema, "a", null))).isEmpty();
    }

    private static EventFields fields(Schema schema) {
        return new EventFields(new Events(schema, "id", "at", List.of(), Duration.ZERO, Duration.ofHours(1)));
    }

    private static Schema schema(Schema time) {
        return SchemaBuilder.record("E")
                .fields()
                .requiredString("id")
                .name("at")
                .type(time)
                .noDefault()
                .endRecord();
    }

    private static GenericRecord event(Schema schema, @Nullable String id, @Nullable Long at) {
        GenericRecord event = new GenericData.Record(schema);
        event.put("id", id);
        event.put("at", at);
        return event;
    }
}
