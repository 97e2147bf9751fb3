package io.headrace.standalone.fuzz;

import static io.headrace.standalone.fuzz.RandomAvro.utf8;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.ArtifactChunk;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Good events and labels with hostile records between them, on every topic. */
final class Barrage implements AutoCloseable {

    private final Topics topics;
    private final AvroSerdes serdes;
    private final GoodParcels parcels;
    private final Map<String, Schema> schemas = new LinkedHashMap<>();
    private final Producer<byte[], byte[]> producer;
    private final Producer<byte[], byte[]> compressing;
    private final Random random;

    private final Map<Thrown, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    private final Map<String, Thrown> landed = new HashMap<>();

    Barrage(String bootstrapServers, PipelineDefinition definition, AvroSerdes serdes, long seed) {
        this.topics = new Topics(definition.pipeline());
        this.serdes = serdes;
        this.random = new Random(seed);
        PipelineSchemas of = PipelineSchemas.of(definition);
        this.parcels = new GoodParcels(of.event(), of.label());
        schemas.put(topics.raw(), of.event());
        schemas.put(topics.labels(), of.label());
        schemas.put(topics.clean(), of.event());
        schemas.put(topics.features(), of.features());
        schemas.put(topics.predictions(), Prediction.getClassSchema());
        schemas.put(topics.examples(), of.example());
        schemas.put(topics.alerts(), Alert.getClassSchema());
        schemas.put(topics.drift(), DriftReport.getClassSchema());
        schemas.put(topics.retrain(), RetrainRequest.getClassSchema());
        schemas.put(topics.quarantine(), Alert.getClassSchema());
        schemas.put(Topics.MODELS, RegistryRecord.getClassSchema());
        schemas.put(Topics.ARTIFACTS, ArtifactChunk.getClassSchema());
        this.producer = producer(bootstrapServers, "none");
        this.compressing = producer(bootstrapServers, "gzip");
    }

    private static Producer<byte[], byte[]> producer(String bootstrapServers, String compression) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.request.size",
                64 << 20,
                "buffer.memory",
                128 << 20,
                "compression.type",
                compression,
                "linger.ms",
                2);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    List<String> topics() {
        return List.copyOf(schemas.keySet());
    }

    /**
     * Throws it all and waits until the broker has it.
     *
     * @param good events
     * @param perTopic hostile records
     */
    void go(int good, int perTopic) throws InterruptedException {
        List<HostileRecords> hostile = hostile();
        int thrown = 0;
        int all = hostile.size() * perTopic;
        for (int number = 0; number < good; number++) {
            good(number);
            if (number == good / 2) {
                oversized();
            }
            for (; thrown < (number + 1L) * all / good; thrown++) {
                Thrown next = hostile.get(thrown % hostile.size()).next(thrown / hostile.size());
                sent.put(next, producer.send(next.record()));
                if (next.record().topic().equals(Topics.MODELS)
                        || next.record().topic().equals(Topics.ARTIFACTS)) {
                    // The broker refuses some here, and with one its whole batch.
                    producer.flush();
                }
            }
        }
        producer.flush();
        for (Map.Entry<Thrown, Future<RecordMetadata>> one : sent.entrySet()) {
            land(one.getKey(), one.getValue());
        }
        sent.clear();
    }

    private void oversized() {
        RandomAvro values = new RandomAvro(random);
        schemas.forEach((topic, schema) -> {
            OversizedRecords records = new OversizedRecords(topic, schema, this::encode, values);
            records.plain().forEach(one -> throwAlone(producer, one));
            records.compressible().forEach(one -> throwAlone(compressing, one));
        });
    }

    /** The broker refuses some, and with one its whole batch. */
    private void throwAlone(Producer<byte[], byte[]> by, Thrown one) {
        by.flush();
        sent.put(one, by.send(one.record()));
        by.flush();
    }

    private void land(Thrown thrown, Future<RecordMetadata> answer) throws InterruptedException {
        try {
            RecordMetadata at = answer.get();
            landed.put(at.topic() + "-" + at.partition() + "@" + at.offset(), thrown);
        } catch (ExecutionException e) {
            // What the broker itself refuses is nobody else's concern.
            if (!(e.getCause() instanceof ApiException)) {
                throw new IllegalStateException(thrown + " could not be sent", e);
            }
        }
    }

    private List<HostileRecords> hostile() {
        RandomAvro values = new RandomAvro(random);
        byte[] label = encode(topics.labels(), parcels.label(1_000_000));
        byte[] event = encode(topics.raw(), parcels.event(1_000_000));
        List<HostileRecords> hostile = new ArrayList<>();
        schemas.forEach((topic, schema) -> hostile.add(new HostileRecords(
                topic, schema, this::encode, () -> topic.equals(topics.labels()) ? event : label, values)));
        return hostile;
    }

    private void good(int number) {
        byte[] key = utf8(GoodParcels.id(number));
        byte[] event = encode(topics.raw(), parcels.event(number));
        send(new ProducerRecord<>(topics.raw(), key, event));
        if (GoodParcels.outcome(number) == GoodParcels.Outcome.DUPLICATED) {
            send(new ProducerRecord<>(topics.raw(), key, event));
        }
        if (GoodParcels.isLabelled(number)) {
            send(new ProducerRecord<>(topics.labels(), key, encode(topics.labels(), parcels.label(number))));
        }
    }

    private void send(ProducerRecord<byte[], byte[]> good) {
        var _ = producer.send(good, (_, failure) -> {
            if (failure != null) {
                throw new IllegalStateException("a good record was not taken", failure);
            }
        });
    }

    private byte[] encode(String topic, GenericRecord record) {
        // Of the quarantine no schema is known: what lies there is bytes.
        String as = topic.equals(topics.quarantine()) ? topics.alerts() : topic;
        return serdes.generic(record.getSchema()).serializer().serialize(as, record);
    }

    /** What lies where. */
    Map<String, Thrown> landed() {
        return Map.copyOf(landed);
    }

    /** Where no app may find anything to use. */
    Set<String> unreadable(String topic) {
        Set<String> places = new TreeSet<>();
        landed.forEach((place, thrown) -> {
            if (thrown.record().topic().equals(topic) && !thrown.readable()) {
                places.add(place);
            }
        });
        return places;
    }

    @Override
    public void close() {
        producer.close();
        compressing.close();
    }
}
