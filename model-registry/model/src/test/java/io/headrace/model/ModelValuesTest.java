package io.headrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.definition.PipelineName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelValuesTest {

    private static final ModelArtifact ARTIFACT = new ModelArtifact(new byte[] {1, 2, 3});
    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void aBinaryPredictionIsThePositiveClassFromTheThresholdOn() {
        ModelVersion version = ModelVersion.newBuilder(TinyModels.binaryVersion(3, ARTIFACT, 1, 0))
                .setThreshold(0.25)
                .build();
        Prediction positive =
                PredictionRecords.of(version, "tx-1", AT, new Scores.Probabilities(new float[] {0.75f, 0.25f}));
        Prediction negative =
                PredictionRecords.of(version, "tx-2", AT, new Scores.Probabilities(new float[] {0.76f, 0.24f}));

        assertThat(positive)
                .isEqualTo(new Prediction(
                        "tx-1",
                        AT,
                        "payments",
                        "payments@3",
                        "true",
                        0.25,
                        Map.of("false", 0.75, "true", 0.25),
                        TinyModels.MEANING));
        assertThat(negative.getPredictedClass()).isEqualTo("false");
        assertThat(negative.getScore()).isEqualTo((double) 0.24f);
    }

    @Test
    void aMulticlassPredictionIsTheMostProbableClassWithItsProbability() {
        ModelVersion version = TinyModels.version(1, ARTIFACT, ProblemType.MULTICLASS, List.of("a", "b", "c"), 1, 0);
        Prediction prediction =
                PredictionRecords.of(version, "e", AT, new Scores.Probabilities(new float[] {0.25f, 0.5f, 0.25f}));
        assertThat(prediction.getPredictedClass()).isEqualTo("b");
        assertThat(prediction.getScore()).isEqualTo(0.5);
        assertThat(prediction.getProbabilities()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void aRegressionPredictionIsTheQuantity() {
        ModelVersion version = TinyModels.version(1, ARTIFACT, ProblemType.REGRESSION, List.of(), 1, 0);
        Prediction prediction = PredictionRecords.of(version, "e", AT, new Scores.Quantity(12.5f));
        assertThat(prediction.getPredictedClass()).isNull();
        assertThat(prediction.getScore()).isEqualTo(12.5);
        assertThat(prediction.getProbabilities()).isEmpty();
    }

    @Test
    void referencesAreReadAndWritten() {
        PipelineName payments = new PipelineName("payments");
        assertThat(ModelRef.parse("payments@3"))
                .isEqualTo(new ModelRef.ByVersion(payments, 3))
                .hasToString("payments@3");
        assertThat(ModelRef.parse("payments@champion"))
                .isEqualTo(new ModelRef.ByAlias(payments, "champion"))
                .hasToString("payments@champion");
        for (String wrong : List.of("payments", "payments@", "@3", "payments@Champion", "payments@-1", "a@b@c")) {
            assertThatThrownBy(() -> ModelRef.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void artefactsAreKnownByTheirDigest() {
        assertThat(ARTIFACT.sha256()).isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
        assertThat(ARTIFACT).isEqualTo(new ModelArtifact(new byte[] {1, 2, 3}));
    }
}
