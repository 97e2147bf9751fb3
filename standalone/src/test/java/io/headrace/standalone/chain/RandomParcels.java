package io.headrace.standalone.chain;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Events and labels that meet every way out: clean, refused by each rule, dropped, twice, late, ahead, broken bytes. */
final class RandomParcels {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int IDS = 200;

    private final Schema event;
    private final Schema label;
    private final AvroSerdes serdes;
    private final Random random;
    private final boolean disordered;
    private long now = START.toEpochMilli();

    /** @param disordered whether a fourth of the times are off by up to hours */
    RandomParcels(PipelineDefinition definition, AvroSerdes serdes, Random random, boolean disordered) {
        this.event = definition.events().schema();
        this.label = PipelineSchemas.of(definition).label();
        this.serdes = serdes;
        this.random = random;
        this.disordered = disordered;
    }

    Sent next() {
        now += random.nextLong(Duration.ofMinutes(4).toMillis());
        String id = "p" + random.nextInt(IDS);
        return switch (random.nextInt(20)) {
            case 0 -> sent(false, id, junk());
            case 1 -> sent(true, id, junk());
            case 2 -> sent(false, "other-" + id, bytes("fuzzed.raw", event(id)));
            case 3, 4, 5, 6 -> sent(true, id, bytes("fuzzed.labels", label(id)));
            default -> sent(false, id, bytes("fuzzed.raw", event(id)));
        };
    }

    private Sent sent(boolean isLabel, String key, byte[] value) {
        return new Sent(isLabel, key.getBytes(StandardCharsets.UTF_8), value, now);
    }

    private GenericRecord event(String id) {
        GenericRecord record = new GenericData.Record(event);
        record.put("parcelId", random.nextInt(50) == 0 ? "" : id);
        record.put("at", now + jitter());
        record.put("depot", "d" + random.nextInt(4));
        record.put("distance", 20 * random.nextDouble());
        record.put("weight", 20 * random.nextDouble() - 1);
        record.put("carrier", random.nextInt(3) == 0 ? null : "c" + random.nextInt(3));
        return record;
    }

    private GenericRecord label(String id) {
        GenericRecord record = new GenericData.Record(label);
        record.put("parcelId", id);
        record.put("late", random.nextBoolean());
        record.put("labelledAt", now + jitter());
        return record;
    }

    /** Mostly none; else behind by up to hours, or ahead by up to two. */
    private long jitter() {
        return !disordered || random.nextInt(4) > 0
                ? 0
                : random.nextLong(
                        -Duration.ofHours(6).toMillis(), Duration.ofHours(2).toMillis());
    }

    private byte[] bytes(String topic, GenericRecord record) {
        return serdes.generic(record.getSchema()).serializer().serialize(topic, record);
    }

    private byte[] junk() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }
}
