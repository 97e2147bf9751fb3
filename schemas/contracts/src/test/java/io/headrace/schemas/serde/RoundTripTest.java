package io.headrace.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;

class RoundTripTest {

    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://round-trip"));

    @Property(tries = 500)
    void anyRecordOfAnySchemaComesBackEqual(@ForAll long seed) {
        Random random = new Random(seed);
        Schema schema = RandomAvro.schema(random);
        GenericRecord record = RandomAvro.record(schema, random);
        Serde<GenericRecord> serde = serdes.generic(schema);
        String topic = "t" + seed;

        byte[] bytes = serde.serializer().serialize(topic, record);

        assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(record);
        assertThat(serdes.decoder(schema).decode(bytes)).isEqualTo(new Decoded.Ok(record));
    }

    @Property(tries = 500)
    void anyBytesAreARecordOrBadAndNothingElse(@ForAll long seed, @ForAll byte[] tail) {
        Schema schema = RandomAvro.schema(new Random(seed));
        int id = serdes.ensure("t" + seed, schema);
        byte[] bytes = new byte[tail.length + 5];
        for (int i = 0; i < 4; i++) {
            bytes[1 + i] = (byte) (id >>> (24 - 8 * i));
        }
        System.arraycopy(tail, 0, bytes, 5, tail.length);

        switch (serdes.decoder(schema).decode(bytes)) {
            case Decoded.Ok(GenericRecord record) ->
                assertThat(record.getSchema()).isEqualTo(schema);
            case Decoded.Bad(String rule, String reason) -> {
                assertThat(rule).isEqualTo(Decoded.NOT_AVRO);
                assertThat(reason).isNotBlank();
            }
        }
    }
}
