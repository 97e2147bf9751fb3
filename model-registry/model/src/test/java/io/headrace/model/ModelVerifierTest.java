package io.headrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.model.Verdict.Check;
import io.headrace.model.onnx.ElementType;
import io.headrace.model.onnx.OnnxGraphBuilder;
import io.headrace.model.signing.ModelSigner;
import io.headrace.model.signing.SigningKeys;
import io.headrace.model.signing.TrustedKeys;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.GoldenRow;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelVerifierTest {

    private static final FeatureSignature SIGNATURE = new FeatureSignature(List.of("n0", "n1"), List.of("c0"));
    private static final ModelArtifact ARTIFACT = new ModelArtifact(TinyModels.binary(2, 1));
    private static final List<FeatureValues> ROWS = List.of(
            TinyModels.row(List.of("risky"), 0.25, 1.5),
            TinyModels.row(List.of("other"), Double.NaN, -2),
            TinyModels.row(List.of(""), Double.NaN, Double.NaN));

    @TempDir
    private Path directory;

    private ModelSigner signer;
    private ModelVerifier verifier;

    @BeforeEach
    void makeKeys() throws Exception {
        SigningKeys keys = keys("trainer");
        signer = new ModelSigner(keys);
        verifier = new ModelVerifier(purpose(SIGNATURE), TrustedKeys.of(keys.publicKey()));
    }

    @Test
    void acceptsAProvenModelWarm() {
        Verdict verdict = verifier.verify(signer.sign(proven()), ARTIFACT);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            try (ModelRunner runner = accepted.runner()) {
                assertThat(runner.score(ROWS.getFirst())).isInstanceOf(Scores.Probabilities.class);
            }
        });
    }

    @Test
    void refusesOtherBytesThanTheVersionStates() {
        byte[] damaged = ARTIFACT.onnx().clone();
        damaged[damaged.length / 2] ^= 1;
        assertRefused(
                signer.sign(proven()),
                new ModelArtifact(damaged),
                Check.DIGEST,
                sentence -> assertThat(sentence)
                        .startsWith("payments@1: found " + damaged.length + " bytes with SHA-256 ")
                        .contains(ARTIFACT.sha256() + " would be right"));
    }

    @Test
    void refusesAnUnsignedModel() {
        assertRefused(
                proven(),
                ARTIFACT,
                Check.SIGNATURE,
                sentence ->
                        assertThat(sentence).startsWith("payments@1 is not signed; a signature of one of the keys ["));
    }

    @Test
    void refusesAModelOfAnUnknownSigner() throws Exception {
        ModelVersion foreign = new ModelSigner(keys("stranger")).sign(proven());
        assertRefused(
                foreign,
                ARTIFACT,
                Check.SIGNATURE,
                sentence -> assertThat(sentence)
                        .contains(
                                "is signed with the key \"" + foreign.getSignedBy() + "\", which is not trusted here"));
    }

    @Test
    void refusesAVersionThatWasChangedAfterItWasSigned() {
        ModelVersion changed = ModelVersion.newBuilder(signer.sign(proven()))
                .setThreshold(0.01)
                .build();
        assertRefused(
                changed,
                ARTIFACT,
                Check.SIGNATURE,
                sentence -> assertThat(sentence).startsWith("payments@1 does not match its signature"));
    }

    @Test
    void refusesAModelOfOtherInputs() {
        ModelVersion others = ModelVersion.newBuilder(proven())
                .setNumericFeatures(List.of("n1", "n2"))
                .build();
        assertRefused(
                signer.sign(others),
                ARTIFACT,
                Check.INPUTS,
                sentence -> assertThat(sentence)
                        .isEqualTo(
                                "payments@1: takes the numeric features [n1, n2] and the categorical [c0]; the pipeline's"
                                        + " [n0, n1] and [c0] would be right"));
    }

    @Test
    void acceptsAModelWhoseInputsHaveAnotherOrder() {
        ModelVersion swapped = ModelVersion.newBuilder(proven())
                .setNumericFeatures(List.of("n1", "n0"))
                .build();

        assertThat(verifier.verify(signer.sign(swapped), ARTIFACT))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class, accepted -> accepted.runner().close());
    }

    @Test
    void refusesAMissOfAGoldenRow() {
        ModelVersion version = proven();
        List<GoldenRow> rows = new ArrayList<>(version.getGoldenRows());
        GoldenRow second = rows.get(1);
        List<Float> output = new ArrayList<>(second.getOutput());
        output.set(1, output.get(1) * 1.0001f);
        rows.set(1, GoldenRow.newBuilder(second).setOutput(output).build());
        ModelVersion missed =
                ModelVersion.newBuilder(version).setGoldenRows(rows).build();

        assertRefused(
                signer.sign(missed),
                ARTIFACT,
                Check.GOLDEN_ROWS,
                sentence -> assertThat(sentence)
                        .startsWith("payments@1 answers golden row 2 of 3 with ")
                        .contains(" would be right (within 1e-05 of it)"));
    }

    @Test
    void refusesAModelWithoutGoldenRowsOrWithRowsOfAnotherWidth() {
        ModelVersion none =
                ModelVersion.newBuilder(proven()).setGoldenRows(List.of()).build();
        assertRefused(
                signer.sign(none),
                ARTIFACT,
                Check.GOLDEN_ROWS,
                sentence -> assertThat(sentence).contains("carries no golden rows"));
        ModelVersion narrow = ModelVersion.newBuilder(proven())
                .setGoldenRows(List.of(new GoldenRow(List.of(1f), List.of("x"), List.of(0.5f, 0.5f))))
                .build();
        assertRefused(
                signer.sign(narrow),
                ARTIFACT,
                Check.GOLDEN_ROWS,
                sentence -> assertThat(sentence).contains("golden row 1 of 1 has 1 numeric and 1 categorical values"));
    }

    @Test
    void refusesBytesThatAreNoModelInWordsHoweverTheyAreBroken() {
        List<byte[]> broken = List.of(
                new byte[0],
                "not a model".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(ARTIFACT.onnx(), ARTIFACT.size() / 2));
        for (byte[] bytes : broken) {
            ModelArtifact artifact = new ModelArtifact(bytes);
            assertRefused(
                    signer.sign(fit(artifact)),
                    artifact,
                    Check.GRAPH,
                    sentence -> assertThat(sentence)
                            .startsWith("payments@1: " + bytes.length + " bytes with SHA-256 ")
                            .contains("are no model that ONNX Runtime"));
        }
    }

    @Test
    void refusesGraphsWithOtherInputsOrOutputs() {
        assertGraphRefused(TinyModels.binary(3, 1), "input \"numeric\" is FLOAT [free, 3]; FLOAT [rows, 2]");
        assertGraphRefused(TinyModels.binary(2, 0), "has no input \"categorical\", but the version has 1");
        assertGraphRefused(TinyModels.regression(2, 1), "gives [prediction], no output \"probabilities\"");
        OnnxGraphBuilder doubles = new OnnxGraphBuilder("doubles");
        String input = doubles.input("numeric", ElementType.DOUBLE, 2);
        doubles.input("categorical", ElementType.STRING, 1);
        doubles.nodeInto("Softmax", List.of(input), List.of("probabilities"));
        doubles.output("probabilities", ElementType.DOUBLE, 2);
        assertGraphRefused(doubles.build(), "input \"numeric\" is DOUBLE [free, 2]; FLOAT [rows, 2]");
        OnnxGraphBuilder extra = new OnnxGraphBuilder("extra");
        String numeric = extra.input("numeric", ElementType.FLOAT, 2);
        extra.input("categorical", ElementType.STRING, 1);
        extra.input("weather", ElementType.FLOAT, 1);
        extra.nodeInto("Softmax", List.of(numeric), List.of("probabilities"));
        extra.output("probabilities", ElementType.FLOAT, 2);
        assertGraphRefused(extra.build(), "has the inputs [weather]");
    }

    @Test
    void refusesAGraphWithMoreClassesThanTheVersion() {
        ModelArtifact artifact = new ModelArtifact(TinyModels.multiclass(2, 4));
        ModelVersion version = TinyModels.version(1, artifact, ProblemType.MULTICLASS, List.of("a", "b", "c"), 2, 0);
        Verdict verdict = new ModelVerifier(purpose(new FeatureSignature(List.of("n0", "n1"), List.of())), trusted())
                .verify(signer.sign(version), artifact);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.check()).isEqualTo(Check.GRAPH);
            assertThat(refused.sentence()).contains("output \"probabilities\" is FLOAT [free, 4]; FLOAT [rows, 3]");
        });
    }

    @Test
    void refusesAModelOfAnotherMeaningAndSaysWhatDiffers() {
        assertMeaningRefused(
                Map.of("n0", "changed", "n1", "1", "old", "2"),
                "payments@1 was made for another meaning: n0 is defined otherwise; c0 is new; old is gone; a model trained for");
        assertMeaningRefused(Map.of("n0", "0", "n1", "1", "c0", "2"), "the label is defined otherwise");
    }

    @Test
    void aVersionThatDoesNotStateItsMeaningIsTakenFromTheSameDefinitionOnly() {
        ModelVersion unstated = meaning(proven(), "", Map.of());
        ModelVersion elsewhere = ModelVersion.newBuilder(unstated)
                .setLineage(Lineage.newBuilder(unstated.getLineage())
                        .setDefinitionHash("e".repeat(64))
                        .build())
                .build();

        assertThat(verifier.verify(signer.sign(unstated), ARTIFACT))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class, accepted -> accepted.runner().close());
        assertRefused(
                signer.sign(elsewhere),
                ARTIFACT,
                Check.MEANING,
                sentence -> assertThat(sentence).contains("does not state what its features mean"));
    }

    private void assertMeaningRefused(Map<String, String> features, String expected) {
        assertRefused(
                signer.sign(meaning(proven(), "another", features)),
                ARTIFACT,
                Check.MEANING,
                sentence -> assertThat(sentence).contains(expected));
    }

    private static ModelVersion meaning(ModelVersion version, String hash, Map<String, String> features) {
        return ModelVersion.newBuilder(version)
                .setLineage(Lineage.newBuilder(version.getLineage())
                        .setMeaning(hash)
                        .setFeatureMeanings(features)
                        .build())
                .build();
    }

    private static Purpose purpose(FeatureSignature signature) {
        Meaning meaning = new Meaning(TinyModels.MEANING, Map.of("n0", "0", "n1", "1", "c0", "2"));
        return new Purpose(signature, meaning, "d".repeat(64));
    }

    private TrustedKeys trusted() {
        try {
            return TrustedKeys.of(keys("trainer").publicKey());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void assertGraphRefused(byte[] graph, String expected) {
        ModelArtifact artifact = new ModelArtifact(graph);
        assertRefused(
                signer.sign(fit(artifact)),
                artifact,
                Check.GRAPH,
                sentence -> assertThat(sentence).startsWith("payments@1: ").contains(expected));
    }

    private void assertRefused(ModelVersion version, ModelArtifact artifact, Check check, Consumer<String> sentence) {
        assertThat(verifier.verify(version, artifact)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.check()).isEqualTo(check);
            sentence.accept(refused.sentence());
        });
    }

    private static ModelVersion proven() {
        return TinyModels.golden(TinyModels.binaryVersion(1, ARTIFACT, 2, 1), ARTIFACT, ROWS);
    }

    /** The proven version, fitted to other bytes. */
    private static ModelVersion fit(ModelArtifact artifact) {
        return ModelVersion.newBuilder(proven())
                .setArtifact(new ArtifactRef(artifact.sha256(), (long) artifact.size(), 1))
                .build();
    }

    private SigningKeys keys(String name) throws Exception {
        return SigningKeys.readOrGenerate(directory.resolve(name + ".pem"), directory.resolve(name + ".pub.pem"));
    }
}
