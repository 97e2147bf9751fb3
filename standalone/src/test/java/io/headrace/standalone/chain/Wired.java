package io.headrace.standalone.chain;

import io.headrace.cleaning.topology.ArrivalTime;
import io.headrace.cleaning.topology.CleaningListener;
import io.headrace.cleaning.topology.CleaningTopology;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.spread.Timing;
import io.headrace.features.app.topology.FeatureTopology;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.KnownEnds;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.topology.ScoringTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Cleaning, features and scoring in test drivers: of one topology, or of three with what one writes piped to the next. */
final class Wired implements AutoCloseable {

    private static final Instant WALL_CLOCK = Instant.parse("2026-03-02T00:00:00Z");

    private final Topics topics;
    private final AvroSerdes serdes;
    private final List<TopologyTestDriver> drivers = new ArrayList<>();
    private final Map<String, List<TestRecord<byte[], byte[]>>> made = new LinkedHashMap<>();
    private String description = "";

    private Wired(PipelineDefinition definition, AvroSerdes serdes) {
        this.topics = new Topics(definition.pipeline());
        this.serdes = serdes;
    }

    static Wired chained(PipelineDefinition definition, AvroSerdes serdes) {
        return chained(definition, serdes, Duration.ofMillis(100));
    }

    /** @param idleAfter of event time's wait for those that bring nothing */
    static Wired chained(PipelineDefinition definition, AvroSerdes serdes, Duration idleAfter) {
        Wired wired = new Wired(definition, serdes);
        Parts parts = wired.parts(definition, idleAfter);
        wired.run(ChainTopology.build(
                wired.topics, parts.cleaning(), parts.features(), parts.scoring(), new Properties()));
        return wired;
    }

    static Wired apart(PipelineDefinition definition, AvroSerdes serdes) {
        Wired wired = new Wired(definition, serdes);
        ModelSlot slot = ModelSlot.announcing(definition);
        wired.run(CleaningTopology.build(definition, serdes, _ -> ArrivalTime.STAMPED, CleaningListener.NONE));
        wired.run(FeatureTopology.build(
                definition,
                serdes,
                layout(Duration.ofMillis(100)),
                FeatureListener.NONE,
                new EntityOwners(definition, 1),
                new Properties()));
        wired.run(ScoringTopology.build(definition, slot, serdes, metrics(slot)));
        return wired;
    }

    private record Parts(CleaningTopology cleaning, FeatureTopology features, ScoringTopology scoring) {}

    private Parts parts(PipelineDefinition definition, Duration idleAfter) {
        ModelSlot slot = ModelSlot.announcing(definition);
        return new Parts(
                new CleaningTopology(definition, serdes, _ -> ArrivalTime.STAMPED, CleaningListener.NONE),
                new FeatureTopology(
                        definition, serdes, layout(idleAfter), FeatureListener.NONE, new EntityOwners(definition, 1)),
                new ScoringTopology(definition, slot, serdes, metrics(slot)));
    }

    private static ScoringMetrics metrics(ModelSlot slot) {
        return new ScoringMetrics(new SimpleMeterRegistry(), slot::serving);
    }

    private static FeatureTopology.Layout layout(Duration idleAfter) {
        Timing timing = new Timing(
                false, new Announcer.Rule(Optional.of(idleAfter), Duration.ofMillis(100)), new KnownEnds(_ -> 0));
        return new FeatureTopology.Layout(1, Duration.ofMinutes(1), timing);
    }

    private void run(Topology topology) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "wired-" + UUID.randomUUID());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, "target/wired");
        config.put("processing.exception.handler.global.enabled", true);
        drivers.add(new TopologyTestDriver(topology, config, WALL_CLOCK));
        description = topology.describe().toString();
    }

    String description() {
        return description;
    }

    void take(Sent sent) {
        String topic = sent.isLabel() ? topics.labels() : topics.raw();
        pipe(topic, new TestRecord<>(sent.key(), sent.value(), Instant.ofEpochMilli(sent.timestamp())));
        pass();
    }

    /** An event of a further stream, in one topology. */
    void take(String stream, Sent sent) {
        drivers.getFirst()
                .createInputTopic(topics.rawOfStream(stream), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(sent.key(), sent.value(), Instant.ofEpochMilli(sent.timestamp())));
        pass();
    }

    /** A record of a reference's topic. */
    void change(String reference, TestRecord<byte[], byte[]> row) {
        drivers.get(drivers.size() / 2)
                .createInputTopic(topics.reference(reference), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(row);
        pass();
    }

    /** So long that all labels are given up that can be. */
    void waitLong() {
        for (int second = 0; second < 100; second++) {
            drivers.forEach(driver -> driver.advanceWallClockTime(Duration.ofSeconds(1)));
            pass();
        }
    }

    /** So long that it is seen that nothing more comes, and too short for anything to be given up by the wall clock. */
    void rest() {
        for (int tick = 0; tick < 20; tick++) {
            drivers.forEach(driver -> driver.advanceWallClockTime(Duration.ofMillis(200)));
            pass();
        }
    }

    private void pipe(String topic, TestRecord<byte[], byte[]> record) {
        TopologyTestDriver driver = drivers.get(topic.equals(topics.labels()) ? drivers.size() / 2 : reader(topic));
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    /** Which of the drivers reads a topic. */
    private int reader(String topic) {
        return drivers.size() == 1
                ? 0
                : List.of(topics.raw(), topics.clean(), topics.features()).indexOf(topic);
    }

    /** Collects what was written, and passes on what the next driver reads. */
    private void pass() {
        for (int number = 0; number < drivers.size(); number++) {
            for (String topic : written()) {
                List<TestRecord<byte[], byte[]>> written = drivers.get(number)
                        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList();
                for (TestRecord<byte[], byte[]> read : written) {
                    made.computeIfAbsent(topic, _ -> new ArrayList<>()).add(read);
                    if (number + 1 < drivers.size() && reader(topic) == number + 1) {
                        pipe(topic, read);
                    }
                }
            }
        }
    }

    private List<String> written() {
        return Stream.concat(results().stream(), Stream.of(topics.quarantine())).toList();
    }

    private List<String> results() {
        return List.of(topics.clean(), topics.features(), topics.examples(), topics.predictions());
    }

    Made made() {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String topic : results()) {
            texts.put(
                    topic,
                    made.getOrDefault(topic, List.of()).stream()
                            .map(Wired::text)
                            .toList());
        }
        List<String> refused = made.getOrDefault(topics.quarantine(), List.of()).stream()
                .map(record -> Quarantined.read(record.headers())
                                .map(why -> why.app() + ": " + why.rule() + ": " + why.reason())
                                .orElseThrow()
                        + ' '
                        + text(record))
                .sorted()
                .toList();
        return new Made(texts, refused);
    }

    private static String text(TestRecord<byte[], byte[]> record) {
        return text(record.key(), record.timestamp(), record.value());
    }

    static String text(byte[] key, long timestamp, byte[] value) {
        return new String(key, StandardCharsets.UTF_8) + " at " + timestamp + ": "
                + HexFormat.of().formatHex(value);
    }

    @Override
    public void close() {
        drivers.forEach(TopologyTestDriver::close);
    }
}
