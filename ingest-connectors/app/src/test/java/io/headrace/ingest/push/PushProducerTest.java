package io.headrace.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PushProducerTest {

    private static final Schema EVENT =
            SchemaBuilder.record("Event").fields().requiredString("id").endRecord();

    @Test
    void recordsWithoutAnAcknowledgementInTimeAreFailed() throws Exception {
        PushResult result = write(kafka(false), List.of(record("a"), record("b")));

        assertThat(result.complete()).isFalse();
        assertThat(result.acknowledged()).isZero();
        assertThat(result.failure()).isEqualTo("no acknowledgement in time");
    }

    @Test
    void whatTheBrokerRefusesIsFailedWithItsReasonAndTheRestIsWritten() throws Exception {
        MockProducer<String, byte[]> kafka = kafka(true);
        kafka.sendException = new NotEnoughReplicasException("1 of 2");
        PushResult refused = write(kafka, List.of(record("a")));
        kafka.sendException = null;
        PushResult written = write(kafka, List.of(record("a")));

        assertThat(refused.records())
                .containsExactly(new PushResult.Written("a", Optional.empty(), "NotEnoughReplicasException: 1 of 2"));
        assertThat(written.records()).containsExactly(new PushResult.Written("a", Optional.of("events-0@0"), ""));
        assertThat(kafka.history().getLast().timestamp()).isEqualTo(1_000);
    }

    private static PushResult write(MockProducer<String, byte[]> kafka, List<PushedRecord> batch)
            throws InterruptedException {
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://push"));
        return switch (new PushProducer(kafka, serdes, Duration.ofMillis(100)).write("events", EVENT, batch)) {
            case PushOutcome.Sent(PushResult result) -> result;
            case PushOutcome.TooLarge tooLarge -> throw new AssertionError(tooLarge);
        };
    }

    private static MockProducer<String, byte[]> kafka(boolean answers) {
        return new MockProducer<>(answers, null, new StringSerializer(), new ByteArraySerializer());
    }

    private static PushedRecord record(String id) {
        GenericRecord value = new GenericData.Record(EVENT);
        value.put("id", id);
        return new PushedRecord(id, 1_000, value);
    }
}
