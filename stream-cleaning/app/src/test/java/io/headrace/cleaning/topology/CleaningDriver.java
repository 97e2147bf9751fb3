package io.headrace.cleaning.topology;

import io.headrace.cleaning.Payments;
import io.headrace.cleaning.topology.CleaningListener.RecordOutcome;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The cleaning topology of the test pipeline in a test driver, with a registry of its own. */
final class CleaningDriver implements AutoCloseable {

    /** What the clock shows: later than all events of tests that are not about this. */
    static final Instant ARRIVED = Instant.parse("2100-01-01T00:00:00Z");

    private final AvroSerdes serdes =
            AvroSerdes.of(Map.of("schema.registry.url", "mock://cleaning-" + UUID.randomUUID()));
    private final Counts counts = new Counts();
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> raw;
    private final TestOutputTopic<String, GenericRecord> clean;
    private final TestOutputTopic<byte[], byte[]> quarantine;

    /** Raw records come at the time that the driver's clock shows. */
    CleaningDriver() {
        this(Payments.definition(), ArrivalTime.READ);
    }

    CleaningDriver(PipelineDefinition definition, ArrivalTime arrival) {
        topology = CleaningTopology.build(definition, serdes, _ -> arrival, counts);
        driver = new TopologyTestDriver(topology, properties(), ARRIVED);
        raw = driver.createInputTopic("payments.raw", new ByteArraySerializer(), new ByteArraySerializer());
        clean = driver.createOutputTopic(
                "payments.clean",
                new StringDeserializer(),
                serdes.generic(Payments.SCHEMA).deserializer());
        quarantine = driver.createOutputTopic(
                "payments.quarantine", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    String description() {
        return topology.describe().toString();
    }

    void send(GenericRecord event) {
        send(event.get("txId").toString().getBytes(StandardCharsets.UTF_8), encode(event), new RecordHeaders());
    }

    void send(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        send(key, value, headers, Payments.NOON);
    }

    /** @param stamp the record's timestamp, epoch milliseconds */
    void send(byte @Nullable [] key, byte @Nullable [] value, Headers headers, long stamp) {
        raw.pipeInput(new TestRecord<>(key, value, headers, Instant.ofEpochMilli(stamp)));
    }

    /** Lets the wall clock go on, as often as a second has tenths. */
    void passTenths(int tenths) {
        for (int i = 0; i < tenths; i++) {
            driver.advanceWallClockTime(Duration.ofMillis(100));
        }
    }

    /** One good event a step, from after the first time up to the last. */
    void passTime(long after, long until, long step) {
        for (long time = after + step; time <= until; time += step) {
            send(Payments.payment("filler-" + time, time, 1));
        }
    }

    byte[] encode(GenericRecord event) {
        return encode("payments.raw", event);
    }

    byte[] encode(String topic, GenericRecord event) {
        return serdes.generic(event.getSchema()).serializer().serialize(topic, event);
    }

    List<TestRecord<String, GenericRecord>> readClean() {
        return clean.readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> readQuarantine() {
        return quarantine.readRecordsToList();
    }

    int count(RecordOutcome outcome) {
        return counts.outcomes.getOrDefault(outcome, 0);
    }

    int received() {
        return counts.received;
    }

    Discarded discarded() {
        return counts.discarded;
    }

    int late() {
        return counts.late;
    }

    /** Ids in the blocks of the store: a version, and for each id its deadline, its length in a byte, and itself. */
    int rememberedIds() {
        int ids = 0;
        try (KeyValueIterator<Bytes, byte[]> all = ((TaskStore) driver.getStateStore(SeenEvents.STORE))
                .values(SeenEvents.IDS)
                .range(null, null)) {
            while (all.hasNext()) {
                byte[] block = all.next().value;
                for (int at = 1; at < block.length; at += Long.BYTES + 1 + block[at + Long.BYTES]) {
                    ids++;
                }
            }
        }
        return ids;
    }

    @Override
    public void close() {
        driver.close();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "cleaning-test-" + UUID.randomUUID());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return properties;
    }

    private static final class Counts implements CleaningListener {
        private final Map<RecordOutcome, Integer> outcomes = new EnumMap<>(RecordOutcome.class);
        private int received;
        private int late;
        private Discarded discarded = Discarded.NONE;

        @Override
        public void received() {
            received++;
        }

        @Override
        public void late() {
            late++;
        }

        @Override
        public void counted(RecordOutcome outcome) {
            outcomes.merge(outcome, 1, Integer::sum);
        }

        @Override
        public void quarantined(String rule) {}

        @Override
        public void discarded(int partition, Discarded ever) {
            discarded = ever;
        }
    }
}
