package io.headrace.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.model.Purpose;
import io.headrace.registry.protocol.view.PipelineModels;
import io.headrace.registry.protocol.view.Provenance;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.OffsetRange;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.topics.Topics;
import io.headrace.trainer.Synthetic;
import io.headrace.trainer.window.Checkpoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryPointTest {

    private static final PipelineName PIPELINE = new PipelineName("synthetic");
    private static final Topics TOPICS = new Topics(PIPELINE);
    private static final Purpose PURPOSE = Purpose.of(Synthetic.definition(ProblemKind.REGRESSION));
    private static final TopicPartition EXAMPLES = new TopicPartition(TOPICS.examples(), 0);
    private static final TopicPartition REQUESTS = new TopicPartition(TOPICS.retrain(), 0);

    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        // The original forgets at every assignment.
        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            return Map.copyOf(committed);
        }
    };

    @BeforeEach
    void topics() {
        consumer.updatePartitions(
                TOPICS.examples(), List.of(new PartitionInfo(TOPICS.examples(), 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(EXAMPLES, 0L, REQUESTS, 0L));
        consumer.updateEndOffsets(Map.of(EXAMPLES, 310L));
    }

    @Test
    void theFirstStartReadsEverything() {
        RecoveryPoint recoveryPoint = prepare(PipelineModels.none(PIPELINE));

        assertThat(recoveryPoint.modelExists()).isFalse();
        assertThat(recoveryPoint.checkpoints()).isEqualTo(Map.of(0, Checkpoint.start()));
        assertThat(consumer.position(EXAMPLES)).isZero();
    }

    @Test
    void aCommitSaysWhereTheWindowBeginsAndWhatIsDoneWith() {
        commit(100, "from=40;floor=7", 3);

        RecoveryPoint recoveryPoint = prepare(PipelineModels.none(PIPELINE));

        assertThat(recoveryPoint.checkpoints()).isEqualTo(Map.of(0, new Checkpoint(40, 100, OptionalLong.of(7))));
        assertThat(recoveryPoint.floor()).hasValue(7);
        assertThat(consumer.position(EXAMPLES)).isEqualTo(40);
        assertThat(consumer.position(REQUESTS)).isEqualTo(3);
    }

    @Test
    void aVersionWhoseCommitACrashPreventedCountsAllTheSame() {
        commit(100, "from=40", 3);

        RecoveryPoint recoveryPoint = prepare(published("request-1", 150, 220));

        assertThat(recoveryPoint.checkpoints()).isEqualTo(Map.of(0, new Checkpoint(150, 220, OptionalLong.of(1_000))));
        assertThat(recoveryPoint.served()).containsExactly("request-1");
        assertThat(recoveryPoint.modelExists()).isTrue();
        assertThat(consumer.position(EXAMPLES)).isEqualTo(150);
    }

    @Test
    void aVersionOfAnotherMeaningIsAsIfThereWereNone() {
        assertThat(prepare(published("examples", 0, 220, "another")).modelExists())
                .isFalse();
    }

    @Test
    void aRefusalAfterTheLastVersionIsNotForgotten() {
        commit(300, "from=120", 3);

        assertThat(prepare(published("examples", 0, 220)).checkpoints())
                .isEqualTo(Map.of(0, new Checkpoint(120, 300, OptionalLong.empty())));
    }

    @Test
    void whatRetentionDeletedIsNotAskedFor() {
        commit(100, "from=40", 3);
        consumer.updateBeginningOffsets(Map.of(EXAMPLES, 60L, REQUESTS, 0L));

        prepare(PipelineModels.none(PIPELINE));

        assertThat(consumer.position(EXAMPLES)).isEqualTo(60);
    }

    @Test
    void theWindowIsRebuiltBeforeTheHeadIsReached() {
        commit(300, "from=120", 3);

        RecoveryPoint recoveryPoint = prepare(PipelineModels.none(PIPELINE));

        assertThat(recoveryPoint.isRebuilt(Map.of(0, 299L))).isFalse();
        assertThat(recoveryPoint.isRebuilt(Map.of(0, 300L))).isTrue();
        assertThat(recoveryPoint.isAtHead(Map.of(0, 300L))).isFalse();
        assertThat(recoveryPoint.isAtHead(Map.of(0, 310L))).isTrue();
    }

    private RecoveryPoint prepare(PipelineModels models) {
        return RecoveryPoint.prepare(consumer, TOPICS, models, PURPOSE);
    }

    private void commit(long examples, String note, long requests) {
        committed.put(EXAMPLES, new OffsetAndMetadata(examples, note));
        committed.put(REQUESTS, new OffsetAndMetadata(requests));
    }

    private static PipelineModels published(String trigger, long from, long until) {
        return published(trigger, from, until, PURPOSE.meaning().hash());
    }

    private static PipelineModels published(String trigger, long from, long until, String meaning) {
        ModelVersion version = ModelVersion.newBuilder()
                .setPipeline(PIPELINE.value())
                .setVersion(1)
                .setArtifact(new ArtifactRef("", 0L, 0))
                .setProblem(ProblemType.REGRESSION)
                .setClasses(List.of())
                .setNumericFeatures(List.of("a"))
                .setCategoricalFeatures(List.of())
                .setThreshold(0)
                .setGoldenRows(List.of())
                .setBaseline(List.of())
                .setMetrics(Map.of())
                .setGates(List.of())
                .setLineage(lineage(trigger, from, until, meaning))
                .build();
        VersionPublished published = new VersionPublished(version, new Provenance("trainer", Instant.EPOCH, "", 0));
        return new PipelineModels(PIPELINE, List.of(published), Map.of(), List.of());
    }

    private static Lineage lineage(String trigger, long from, long until, String meaning) {
        return Lineage.newBuilder()
                .setDefinitionHash("")
                .setMeaning(meaning)
                .setOffsets(List.of(new OffsetRange(TOPICS.examples(), 0, from, until)))
                .setWindowStart(Instant.ofEpochMilli(1_000))
                .setWindowEnd(Instant.ofEpochMilli(2_000))
                .setTrainingRows(1)
                .setValidationRows(1)
                .setUnseenRows(1)
                .setSeed(1)
                .setFamily("linear")
                .setParameters(Map.of())
                .setTrials(1)
                .setSoftware(Map.of())
                .setTrigger(trigger)
                .build();
    }
}
