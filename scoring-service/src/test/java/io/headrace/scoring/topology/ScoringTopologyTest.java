package io.headrace.scoring.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRunner;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.fixture.Models;
import io.headrace.scoring.fixture.Payments;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.serving.Baseline;
import io.headrace.scoring.serving.LoadedModel;
import io.headrace.scoring.serving.ModelSlot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoringTopologyTest {

    private static final PipelineDefinition DEFINITION = Payments.DEFINITION;
    private static final FeatureSignature SIGNATURE = FeatureSignature.of(DEFINITION);
    private static final Topics TOPICS = new Topics(DEFINITION.pipeline());

    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://scoring-topology"));
    private final FeatureRecords records = new FeatureRecords(DEFINITION);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ModelSlot slot = ModelSlot.announcing(DEFINITION);
    private final Topology topology =
            ScoringTopology.build(DEFINITION, slot, serdes, new ScoringMetrics(meters, slot::serving));

    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> features;
    private TestOutputTopic<String, Prediction> predictions;
    private TestOutputTopic<String, byte[]> quarantine;

    @BeforeEach
    void start() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "headrace-payments-scoring");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        driver = new TopologyTestDriver(topology, config);
        features = driver.createInputTopic(TOPICS.features(), new StringSerializer(), new ByteArraySerializer());
        predictions = driver.createOutputTopic(
                TOPICS.predictions(),
                new StringDeserializer(),
                serdes.specific(Prediction.class).deserializer());
        quarantine =
                driver.createOutputTopic(TOPICS.quarantine(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        slot.switchTo(new Baseline(DEFINITION));
    }

    @Test
    void theTopologyIsTheOneWeKnow() throws IOException {
        Path golden = Path.of("src", "test", "resources", "golden", "topology.txt");

        assertThat(topology.describe().toString().strip())
                .isEqualTo(Files.readString(golden).strip());
    }

    @Test
    void beforeTheFirstModelTheBaselineAnswers() {
        features.pipeInput("t1", row("t1", Payments.START), Payments.START);

        TestRecord<String, Prediction> prediction = predictions.readRecord();
        assertThat(prediction.key()).isEqualTo("t1");
        assertThat(prediction.timestamp()).isEqualTo(Payments.START);
        assertThat(prediction.value().getEventId()).isEqualTo("t1");
        assertThat(prediction.value().getEventTime()).isEqualTo(Instant.ofEpochMilli(Payments.START));
        assertThat(prediction.value().getModel()).isEqualTo("payments@0");
    }

    @Test
    void aSwitchTakesEffectAtTheNextRecord() {
        slot.switchTo(model(1, 0.25));
        features.pipeInput("t1", row("t1", Payments.START), Payments.START);
        slot.switchTo(model(2, 0.75));
        features.pipeInput("t2", row("t2", Payments.START + 1), Payments.START + 1);

        assertThat(predictions.readValuesToList())
                .extracting(Prediction::getModel, Prediction::getPredictedClass)
                .containsExactly(tuple("payments@1", "false"), tuple("payments@2", "true"));
    }

    @Test
    void anUndecodableRowGoesToQuarantineUntouchedAndTheStreamGoesOn() {
        features.pipeInput("bad", new byte[] {9, 9, 9}, Payments.START);
        features.pipeInput("t1", row("t1", Payments.START), Payments.START);

        TestRecord<String, byte[]> refused = quarantine.readRecord();
        assertThat(refused.key()).isEqualTo("bad");
        assertThat(refused.value()).containsExactly(9, 9, 9);
        Quarantined why = Quarantined.read(refused.headers()).orElseThrow();
        assertThat(why.topic()).isEqualTo(TOPICS.features());
        assertThat(why.offset()).isZero();
        assertThat(why.app()).isEqualTo("scoring");
        assertThat(why.rule()).isEqualTo("not-avro");
        assertThat(predictions.readValuesToList()).hasSize(1);
    }

    @Test
    void whatIsTooLargeGoesToQuarantineByItsHeadAndTheStreamGoesOn() {
        byte[] random = new byte[9 << 20];
        features.pipeInput("large", random, Payments.START);
        features.pipeInput("i".repeat(5 << 20), row("i".repeat(5 << 20), Payments.START), Payments.START);
        features.pipeInput("t2", row("t2", Payments.START), Payments.START);

        TestRecord<String, byte[]> refused = quarantine.readRecord();
        assertThat(refused.value()).isEqualTo(Arrays.copyOf(random, 64 << 10));
        assertThat(new String(
                        refused.headers().lastHeader("headrace.quarantine.size").value(), StandardCharsets.UTF_8))
                .isEqualTo(Integer.toString(random.length));
        assertThat(Quarantined.read(quarantine.readRecord().headers())
                        .orElseThrow()
                        .rule())
                .isEqualTo("too-large");
        assertThat(predictions.readKeyValuesToList())
                .extracting(said -> said.key)
                .containsExactly("t2");
        assertThat(count("headrace.scoring.predictions") + count("headrace.scoring.quarantined"))
                .isEqualTo(count("headrace.scoring.rows"));
    }

    @Test
    void aRowOfNoIdOfATimeBefore1970OrUnderAnotherKeyGoesToQuarantine() {
        features.pipeInput("", row("", Payments.START), Payments.START);
        features.pipeInput("t1", row("t1", -1), Payments.START);
        features.pipeInput("t2", row("t1", Payments.START), Payments.START);

        assertThat(predictions.isEmpty()).isTrue();
        assertThat(quarantine.readRecordsToList())
                .extracting(record -> Quarantined.read(record.headers()).orElseThrow())
                .extracting(Quarantined::rule)
                .containsExactly("missing-id", "invalid-time", "key-mismatch");
    }

    @Test
    void aRowOfAnotherMeaningGoesToQuarantineWhateverServes() {
        features.pipeInput("t1", otherRow("t1"), Payments.START);
        slot.switchTo(model(1, 0.25));
        features.pipeInput("t2", otherRow("t2"), Payments.START);

        assertThat(predictions.isEmpty()).isTrue();
        assertThat(quarantine.readRecordsToList())
                .extracting(record -> Quarantined.read(record.headers()).orElseThrow())
                .extracting(Quarantined::rule)
                .containsExactly("other-meaning", "other-meaning");
    }

    @Test
    void aPredictionSaysWhatItsModelWasMadeFor() {
        features.pipeInput("t1", row("t1", Payments.START), Payments.START);
        slot.switchTo(model(1, 0.25));
        features.pipeInput("t2", row("t2", Payments.START), Payments.START);

        assertThat(predictions.readValuesToList())
                .extracting(Prediction::getMeaning)
                .containsOnly(records.meaning().hash());
    }

    @Test
    void rowsInArePredictionsAndQuarantinedOut() {
        features.pipeInput("t0", otherRow("t0"), Payments.START);
        features.pipeInput("t1", row("t1", Payments.START), Payments.START);
        features.pipeInput("bad", new byte[] {1}, Payments.START);
        slot.switchTo(model(1, 0.25));
        features.pipeInput("t2", row("t2", Payments.START), Payments.START);

        assertThat(count("headrace.scoring.rows")).isEqualTo(4);
        assertThat(count("headrace.scoring.quarantined")).isEqualTo(2);
        assertThat(count("headrace.scoring.predictions") + count("headrace.scoring.quarantined"))
                .isEqualTo(4);
        assertThat(meters.get("headrace.scoring.model.version").gauge().value()).isEqualTo(1);
    }

    private double count(String name) {
        return meters.get(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    private byte[] row(String id, long time) {
        return row(id, time, records);
    }

    /** A row under the same names, of the definition before an expression was changed. */
    private byte[] otherRow(String id) {
        PipelineDefinition before = Payments.changed("amount / customer_amount_P7D", "amount / customer_amount_P1D");
        return row(id, Payments.START, new FeatureRecords(before));
    }

    private byte[] row(String id, long time, FeatureRecords of) {
        FeatureRow row = new FeatureRow(id, time, Map.of("customerId", "c1"), Models.row(SIGNATURE, 1));
        return serdes.generic(of.schemas().features()).serializer().serialize(TOPICS.features(), of.toRecord(row));
    }

    private static LoadedModel model(int version, double probability) {
        ModelArtifact artifact = Models.answering(probability, SIGNATURE);
        return new LoadedModel(ModelRunner.open(Models.version(DEFINITION, version, artifact), artifact), SIGNATURE);
    }
}
