package io.headrace.runtime.streams.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Events;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordIntakeTest {

    private static final Schema SCHEMA = SchemaBuilder.record("Event")
            .namespace("io.headrace.test")
            .fields()
            .optionalString("id")
            .name("at")
            .type()
            .unionOf()
            .nullType()
            .and()
            .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
            .endUnion()
            .nullDefault()
            .endRecord();

    private static final int LIMIT = 10_000;

    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://record-intake"));
    private final RecordIntake<GenericRecord> intake = RecordIntake.ofEvents(
            serdes.decoder(SCHEMA),
            new SizeLimit("events.clean", LIMIT),
            new EventFields(new Events(SCHEMA, "id", "at", List.of(), Duration.ZERO, Duration.ofHours(1))),
            (event, _) -> event);

    @Test
    void aGoodEventIsTakenWithIdAndTime() {
        assertThat(read("a", bytes("a", 5L))).isInstanceOfSatisfying(Intake.Accepted.class, accepted -> {
            assertThat(accepted.id()).isEqualTo("a");
            assertThat(accepted.time()).isEqualTo(5);
        });
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThat(rule(read("a", null))).isEqualTo("not-avro");
        assertThat(rule(read("a", new byte[0]))).isEqualTo("not-avro");
        assertThat(rule(read("a", new byte[] {0, 0, 0}))).isEqualTo("not-avro");
        byte[] trailing = Arrays.copyOf(bytes("a", 5L), bytes("a", 5L).length + 1);
        assertThat(rule(read("a", trailing))).isEqualTo("not-avro");
        byte[] unknown = bytes("a", 5L);
        ByteBuffer.wrap(unknown).putInt(1, 4711);
        assertThat(rule(read("a", unknown))).isEqualTo("unknown-schema");
    }

    @Test
    void anEmptyIdIsMissing() {
        assertThat(rule(read("", bytes("", 5L)))).isEqualTo("missing-id");
        assertThat(rule(read("a", bytes(null, 5L)))).isEqualTo("missing-id");
    }

    @Test
    void aTimeIsThereAndFrom1970On() {
        assertThat(rule(read("a", bytes("a", null)))).isEqualTo("missing-time");
        assertThat(rule(read("a", bytes("a", -1L)))).isEqualTo("invalid-time");
        assertThat(rule(read("a", bytes("a", Long.MIN_VALUE)))).isEqualTo("invalid-time");
        assertThat(read("a", bytes("a", 0L))).isInstanceOf(Intake.Accepted.class);
        assertThat(read("a", bytes("a", Long.MAX_VALUE))).isInstanceOf(Intake.Accepted.class);
    }

    @Test
    void theKeyIsTheIdInUtf8() {
        assertThat(rule(read(null, bytes("a", 5L)))).isEqualTo("key-mismatch");
        assertThat(rule(read("b", bytes("a", 5L)))).isEqualTo("key-mismatch");
        assertThat(read("äöü", bytes("äöü", 5L))).isInstanceOf(Intake.Accepted.class);
        // Both are shown as the same replacement character, but they are not the same bytes.
        assertThat(rule(intake.read(record(new byte[] {(byte) 0xff}, bytes("\ufffd", 5L), new RecordHeaders()))))
                .isEqualTo("key-mismatch");
    }

    @Test
    void aRecordLargerThanTheLimitIsRefusedWhateverIsLarge() {
        Headers headers = new RecordHeaders().add("h", new byte[LIMIT]);

        assertThat(rule(read("a", new byte[LIMIT]))).isEqualTo("too-large");
        assertThat(rule(read("k".repeat(LIMIT), bytes("a", 5L)))).isEqualTo("too-large");
        assertThat(rule(intake.read(record(key("a"), bytes("a", 5L), headers)))).isEqualTo("too-large");
    }

    @Property(tries = 2000)
    void bytesOfAnyKindAreReadOrRefused(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 80) int size, @ForAll boolean headed) {
        Random random = new Random(seed);
        byte[] value = new byte[size];
        random.nextBytes(value);
        if (headed && size >= 5) {
            ByteBuffer.wrap(value).put((byte) 0).put(bytes("a", 5L), 1, 4);
        }

        Intake<GenericRecord> intake = read("a", value);

        if (intake instanceof Intake.Accepted<GenericRecord> accepted) {
            assertThat(accepted.id()).isEqualTo("a");
            assertThat(accepted.time()).isNotNegative();
        }
    }

    private Intake<GenericRecord> read(@Nullable String key, byte @Nullable [] value) {
        return intake.read(record(key(key), value, new RecordHeaders()));
    }

    @SuppressWarnings("NullAway") // as Kafka does
    private static Record<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new Record<>(key, value, 0, headers);
    }

    private static byte @Nullable [] key(@Nullable String key) {
        return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(@Nullable String id, @Nullable Long at) {
        GenericRecord event = new GenericData.Record(SCHEMA);
        event.put("id", id);
        event.put("at", at);
        return serdes.generic(SCHEMA).serializer().serialize("events.raw", event);
    }

    private static String rule(Intake<?> intake) {
        return intake instanceof Intake.Refused<?>(Refusal why) ? why.rule() : "taken";
    }
}
