package io.headrace.standalone.replay;

import io.headrace.model.ModelRef;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.ModelAlias;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.replay.prequential.Evaluation;
import io.headrace.standalone.replay.prequential.Prequential;
import io.headrace.standalone.replay.prequential.Scored;
import io.headrace.standalone.replay.report.Drift;
import io.headrace.standalone.replay.report.ReportedAlert;
import io.headrace.standalone.replay.report.ReportedModel;
import io.headrace.standalone.topic.Reading;
import io.headrace.standalone.topic.RecordReader;
import io.headrace.standalone.topic.TopicScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the apps have put on their topics, read as any outsider could, and what it comes to. */
final class ReplayJournal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayJournal.class);

    private static final Duration POLL = Duration.ofMillis(20);

    private final PipelineDefinition definition;
    private final Topics topics;
    private final RowNumbers numbers;
    private final Prequential prequential;
    private final KafkaConsumer<String, byte[]> consumer;
    private final RecordReader<Prediction> predictions;
    private final RecordReader<Alert> alerts;
    private final RecordReader<DriftReport> reports;
    private final RecordReader<RegistryRecord> registry;
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<Integer, ModelVersion> models = new LinkedHashMap<>();
    private final Map<Integer, Long> servedFrom = new HashMap<>();
    private final List<Alert> raised = new ArrayList<>();
    private final List<DriftReport> drift = new ArrayList<>();
    private OptionalInt champion = OptionalInt.empty();

    ReplayJournal(
            String bootstrapServers,
            PipelineDefinition definition,
            AvroSerdes serdes,
            RowNumbers numbers,
            int labelDelay) {
        this.definition = definition;
        this.topics = new Topics(definition.pipeline());
        this.numbers = numbers;
        this.prequential = Prequential.of(definition.problem(), labelDelay);
        this.consumer = TopicScan.consumer(bootstrapServers, new ByteArrayDeserializer());
        this.predictions = RecordReader.of(serdes, Prediction.class);
        this.alerts = RecordReader.of(serdes, Alert.class);
        this.reports = RecordReader.of(serdes, DriftReport.class);
        this.registry = RecordReader.of(serdes, RegistryRecord.class);
        List<TopicPartition> partitions = List.of(
                        topics.clean(),
                        topics.quarantine(),
                        topics.features(),
                        topics.examples(),
                        topics.predictions(),
                        topics.alerts(),
                        topics.drift(),
                        Topics.MODELS)
                .stream()
                .flatMap(topic -> TopicScan.partitions(consumer, topic).stream())
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    Set<TopicPartition> partitions() {
        return consumer.assignment();
    }

    /** Reads up to ends. */
    void readTo(Map<TopicPartition, Long> ends) {
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    /** Notes a label that became known. */
    void labelled(long row, Label label) {
        prequential.labelled(row, label);
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        String topic = record.topic();
        counts.merge(topic, 1L, Long::sum);
        if (topic.equals(topics.predictions())) {
            read(predictions, record).ifPresent(this::predicted);
        } else if (topic.equals(topics.alerts())) {
            read(alerts, record).ifPresent(raised::add);
        } else if (topic.equals(topics.drift())) {
            read(reports, record).ifPresent(drift::add);
        } else if (topic.equals(Topics.MODELS) && record.value() != null) {
            read(registry, record).ifPresent(this::registered);
        }
    }

    private static <T extends SpecificRecord> Optional<T> read(
            RecordReader<T> reader, ConsumerRecord<String, byte[]> record) {
        return switch (reader.read(record)) {
            case Reading.Good<T>(T value) -> Optional.of(value);
            case Reading.Unreadable<T> bad -> {
                LOG.warn("Passed over {}", bad);
                yield Optional.empty();
            }
        };
    }

    private void predicted(Prediction prediction) {
        OptionalLong row = numbers.of(prediction.getEventId());
        if (row.isEmpty()) {
            return;
        }
        int version = version(prediction);
        servedFrom.putIfAbsent(version, row.getAsLong());
        Scored scored = definition.problem().kind() == ProblemKind.REGRESSION
                ? new Scored.Quantity(version, prediction.getScore())
                : new Scored.Classes(
                        version,
                        prediction.getPredictedClass() == null ? "" : prediction.getPredictedClass(),
                        prediction.getProbabilities());
        prequential.scored(row.getAsLong(), prediction.getEventTime().toEpochMilli(), scored);
    }

    private static int version(Prediction prediction) {
        return switch (ModelRef.parse(prediction.getModel())) {
            case ModelRef.ByVersion named -> named.version();
            case ModelRef.ByAlias _ ->
                throw new IllegalStateException("a prediction names its version, found " + prediction.getModel());
        };
    }

    private void registered(RegistryRecord change) {
        switch (change.getBody()) {
            case ModelVersion version when isOurs(version.getPipeline()) -> models.put(version.getVersion(), version);
            case ModelAlias alias
            when isOurs(alias.getPipeline()) && alias.getAlias().equals(ModelRef.CHAMPION) ->
                champion = OptionalInt.of(alias.getVersion());
            default -> {
                // another pipeline's, or another alias
            }
        }
    }

    private boolean isOurs(String pipeline) {
        return pipeline.equals(definition.pipeline().value());
    }

    /** The version that is to serve; empty before the first. */
    OptionalInt champion() {
        return champion;
    }

    long count(String topic) {
        return counts.getOrDefault(topic, 0L);
    }

    Evaluation evaluate() {
        return prequential.evaluate();
    }

    List<ReportedModel> models() {
        return models.values().stream()
                .map(version -> ReportedModel.of(version, servedFrom(version.getVersion())))
                .toList();
    }

    private OptionalLong servedFrom(int version) {
        Long row = servedFrom.get(version);
        return row == null ? OptionalLong.empty() : OptionalLong.of(row);
    }

    List<ReportedAlert> alerts() {
        return raised.stream()
                .map(alert ->
                        ReportedAlert.of(alert, numbers.at(alert.getEventTime().toEpochMilli())))
                .toList();
    }

    Drift drift() {
        return Drift.of(drift);
    }

    /** Of the newest version that served; none before the first. */
    Map<String, Double> importances() {
        return models.values().stream()
                .filter(version -> servedFrom.containsKey(version.getVersion()))
                .max(Comparator.comparingInt(ModelVersion::getVersion))
                .map(ModelVersion::getImportances)
                .orElse(Map.of());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
