package io.headrace.standalone.fuzz;

import static io.headrace.standalone.fuzz.RandomAvro.utf8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of one topic that nobody should write, the same ones for the same seed.
 *
 * @param topic where they go
 * @param schema what belongs there
 * @param encoder writes a record as it would be on that topic
 * @param other a good record of another topic
 */
record HostileRecords(String topic, Schema schema, Encoder encoder, Supplier<byte[]> other, RandomAvro values) {

    private static final int HEADER_BYTES = 5;
    private static final int LARGE = 900_000;
    private static final int BATCH = 4_000;

    /** Writes a record in the wire format. */
    interface Encoder {
        byte[] encode(String topic, GenericRecord record);
    }

    /** What can be wrong with a value. */
    private enum Kind {
        RANDOM_BYTES,
        RANDOM_BEHIND_THE_RIGHT_ID,
        CUT_OFF,
        A_BYTE_TOO_MANY,
        A_FLIPPED_BIT,
        TOMBSTONE,
        EMPTY,
        UNKNOWN_SCHEMA,
        ANOTHER_TOPICS,
        ODD_BUT_VALID,
        A_LENGTH_WITHOUT_END,
        LARGE_AND_RANDOM
    }

    private static final List<Kind> KINDS = List.of(Kind.values());

    /** The next one; every kind comes in turn. */
    Thrown next(int number) {
        Kind kind = KINDS.get(number % KINDS.size());
        GenericRecord valid = values.of(schema);
        byte @Nullable [] key = key(number);
        if (kind == Kind.ODD_BUT_VALID && number % 3 > 0) {
            key = own(valid, number).orElse(key);
        }
        byte[] right = encoder.encode(topic, valid);
        byte @Nullable [] value = value(kind, right);
        boolean readable =
                kind == Kind.ODD_BUT_VALID || kind == Kind.A_FLIPPED_BIT || kind == Kind.RANDOM_BEHIND_THE_RIGHT_ID;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, timestamp(), key, value);
        headers(record.headers());
        return new Thrown(kind + " " + number, readable, record);
    }

    private byte @Nullable [] value(Kind kind, byte[] right) {
        Random random = values.random();
        return switch (kind) {
            case RANDOM_BYTES -> notAvro(random.nextInt(1, 2_000));
            case RANDOM_BEHIND_THE_RIGHT_ID -> behind(right, values.bytes(random.nextInt(200)));
            case CUT_OFF -> Arrays.copyOf(right, random.nextInt(right.length));
            case A_BYTE_TOO_MANY -> Arrays.copyOf(right, right.length + 1);
            case A_FLIPPED_BIT -> flipped(right);
            case TOMBSTONE -> null;
            case EMPTY -> new byte[0];
            case UNKNOWN_SCHEMA ->
                withId(right, random.nextInt(3) == 0 ? -random.nextInt(1, 9) : 1_000_000 + random.nextInt(9));
            case ANOTHER_TOPICS -> other.get();
            case ODD_BUT_VALID -> right;
            // A string of two gigabytes, in a varint; and for what is no string, the longest there is.
            case A_LENGTH_WITHOUT_END ->
                behind(right, new byte[] {-4, -1, -1, -1, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1});
            case LARGE_AND_RANDOM -> notAvro(random.nextInt(10) == 0 ? LARGE : BATCH);
        };
    }

    private byte[] notAvro(int length) {
        byte[] bytes = values.bytes(length);
        bytes[0] = 1;
        return bytes;
    }

    private static byte[] behind(byte[] right, byte[] rest) {
        byte[] bytes = Arrays.copyOf(right, HEADER_BYTES + rest.length);
        System.arraycopy(rest, 0, bytes, HEADER_BYTES, rest.length);
        return bytes;
    }

    private byte[] flipped(byte[] right) {
        byte[] bytes = right.clone();
        int at = values.random().nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << values.random().nextInt(8));
        return bytes;
    }

    private static byte[] withId(byte[] right, int id) {
        byte[] bytes = right.clone();
        ByteBuffer.wrap(bytes).putInt(1, id);
        return bytes;
    }

    /** Gives it an id of its own; its key, where what belongs here has an id. */
    private Optional<byte[]> own(GenericRecord record, int number) {
        return List.of("parcelId", "eventId").stream()
                .filter(name -> schema.getField(name) != null)
                .findFirst()
                .map(name -> {
                    String id = "odd-" + topic + "-" + number;
                    record.put(name, id);
                    return utf8(id);
                });
    }

    private byte @Nullable [] key(int number) {
        return switch (values.random().nextInt(5)) {
            case 0 -> topic.startsWith("headrace.") ? utf8("fuzzed/version/" + (1 + number)) : null;
            case 1 -> values.bytes(values.random().nextInt(40));
            case 2 -> utf8(values.string());
            default -> utf8("hostile-" + topic + "-" + number);
        };
    }

    private @Nullable Long timestamp() {
        return switch (values.random().nextInt(6)) {
            case 0 -> 0L;
            case 1 -> Long.MAX_VALUE;
            case 2 -> 253_370_764_800_000L;
            default -> null;
        };
    }

    @SuppressWarnings("NullAway") // Kafka allows a header without a value
    private void headers(Headers headers) {
        switch (values.random().nextInt(6)) {
            case 0 -> headers.add("nothing", null);
            case 1 ->
                headers.add("headrace.quarantine.topic", utf8("forged")).add("headrace.quarantine.offset", utf8("x"));
            case 2 -> {
                for (int i = 0; i < 500; i++) {
                    headers.add("h", values.bytes(3));
                }
            }
            default -> {}
        }
    }
}
