package io.headrace.standalone.fuzz;

import static io.headrace.standalone.fuzz.RandomAvro.utf8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes records of one topic about as large as it takes, and larger: a broker measures what a producer has compressed.
 *
 * @param topic where they go
 * @param schema what belongs there
 * @param encoder writes a record as it would be on that topic
 */
record OversizedRecords(String topic, Schema schema, HostileRecords.Encoder encoder, RandomAvro values) {

    /** What Kafka takes by default, less what a record has besides its value here. */
    private static final int NEARLY_TOO_LARGE = 1_048_400;

    private static final int MANY = 3_000_000;
    private static final int VERY_MANY = 20_000_000;

    /** For a producer that does not compress. */
    List<Thrown> plain() {
        List<Thrown> some = new ArrayList<>();
        byte[] random = values.bytes(NEARLY_TOO_LARGE);
        random[0] = 1;
        some.add(thrown("nearly too large", false, utf8("nearly"), random));
        ProducerRecord<byte[], byte[]> headers = new ProducerRecord<>(topic, utf8("headers"), new byte[] {1});
        for (int i = 0; i < 9; i++) {
            headers.headers().add("h" + i, values.bytes(100_000));
        }
        some.add(new Thrown("900 kB of headers", false, headers));
        some.add(valid("a key of half a megabyte", 500_000, 0));
        some.add(valid("a text of 900 kB", 20, 900_000));
        return some;
    }

    /** For one that does. */
    List<Thrown> compressible() {
        List<Thrown> some = new ArrayList<>();
        some.add(thrown("many bytes", false, utf8("many"), ones(MANY)));
        some.add(thrown("a large key", false, ones(MANY), new byte[] {1, 2}));
        some.add(valid("a text of many bytes", 20, MANY));
        if (topic.endsWith(".raw") || topic.endsWith(".labels")) {
            some.add(thrown("very many bytes", false, utf8("very"), ones(VERY_MANY)));
        }
        return some;
    }

    /** Fits the schema, with an id of so many characters and one text of so many. */
    private Thrown valid(String what, int idLength, int textLength) {
        GenericRecord record = values.of(schema);
        String id = "large-" + what.length() + "-" + "i".repeat(idLength);
        for (Schema.Field field : schema.getFields()) {
            if (field.name().equals("parcelId") || field.name().equals("eventId")) {
                record.put(field.pos(), id);
            } else if (field.schema().getType() == Schema.Type.STRING) {
                record.put(field.pos(), "t".repeat(textLength));
            } else if (field.schema().getType() == Schema.Type.DOUBLE) {
                record.put(field.pos(), 5.0);
            } else if (field.schema().getType() == Schema.Type.LONG) {
                record.put(field.pos(), 1_772_410_000_000L);
            }
        }
        return thrown(what, true, utf8(id), encoder.encode(topic, record));
    }

    private Thrown thrown(String what, boolean readable, byte[] key, byte[] value) {
        return new Thrown(what, readable, new ProducerRecord<>(topic, key, value));
    }

    private static byte[] ones(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }
}
