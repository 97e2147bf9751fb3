package io.headrace.scoring.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelVerifier;
import io.headrace.model.Purpose;
import io.headrace.model.signing.SigningKeys;
import io.headrace.model.signing.TrustedKeys;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.GoldenRow;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.scoring.fixture.Models;
import io.headrace.scoring.fixture.Payments;
import io.headrace.scoring.serving.Lease;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.serving.ModelSwitched;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelLoaderTest {

    private static final FeatureSignature SIGNATURE = FeatureSignature.of(Payments.DEFINITION);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-04-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    static Path directory;

    private static SigningKeys keys;
    private static SigningKeys strangers;

    private final Map<String, ModelArtifact> artifacts = new HashMap<>();
    private final List<ModelSwitched> switches = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final ModelSlot slot = ModelSlot.announcing(Payments.DEFINITION);
    private final ModelLoader loader = new ModelLoader(slot, new Source(), new Listener(), CLOCK);

    @BeforeAll
    static void makeKeys() {
        keys = Models.keys(directory.resolve("ours"));
        strangers = Models.keys(directory.resolve("theirs"));
    }

    @BeforeEach
    void letVersionOneServe() throws ModelSource.NotNow {
        loader.load(signed(good(1)));
    }

    @Test
    void aProvenModelServes() {
        assertThat(slot.serving()).hasToString("payments@1");
        assertThat(switches)
                .singleElement()
                .satisfies(event -> assertThat(event.from()).hasToString("payments@0"))
                .satisfies(event -> assertThat(event.to()).hasToString("payments@1"))
                .satisfies(event -> assertThat(event.when()).isEqualTo(CLOCK.instant()));
        assertThat(score()).isEqualTo("payments@1");
    }

    @Test
    void theModelThatServesIsNotLoadedAgain() throws ModelSource.NotNow {
        loader.load(signed(good(1)));

        assertThat(switches).hasSize(1);
    }

    @Test
    void anEarlierVersionServesAgainAfterARollback() throws ModelSource.NotNow {
        ModelVersion first = signed(good(1));
        loader.load(signed(good(2)));

        loader.load(first);

        assertThat(slot.serving()).hasToString("payments@1");
        assertThat(switches).hasSize(3);
    }

    @Test
    void otherBytesThanTheVersionStatesAreRefused() throws ModelSource.NotNow {
        ModelVersion version = signed(good(2));
        artifacts.put(version.getArtifact().getSha256(), Models.answering(0.9, SIGNATURE));

        loader.load(version);

        assertRefused("digest", "would be right");
    }

    @Test
    void bytesThatAreNotAllThereAreRefused() throws ModelSource.NotNow {
        ModelVersion version = signed(good(2));
        artifacts.remove(version.getArtifact().getSha256());

        loader.load(version);

        assertRefused("digest", "no chunks");
    }

    @Test
    void bytesThatAreNoModelAreRefused() throws ModelSource.NotNow {
        ModelArtifact garbage = new ModelArtifact(new byte[] {1, 2, 3});
        artifacts.put(garbage.sha256(), garbage);

        loader.load(signed(ModelVersion.newBuilder(good(2))
                .setArtifact(new ArtifactRef(garbage.sha256(), 3L, 1))
                .build()));

        assertRefused("graph", "no model");
    }

    @Test
    void aModelWithOtherInputsIsRefused() throws ModelSource.NotNow {
        List<String> fewer = SIGNATURE.numeric().subList(1, SIGNATURE.numeric().size());

        loader.load(signed(
                ModelVersion.newBuilder(good(2)).setNumericFeatures(fewer).build()));

        assertRefused("inputs", "the pipeline's");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount / customer_amount_P7D | amount / customer_amount_P1D | amount_ratio is defined otherwise",
                "by: terminalId, over: P7D} | by: terminalId, over: P30D} | terminal_risk is defined otherwise",
                "night: at.getHours | 'early: true\n  night: at.getHours' | early is gone",
                "positive: true | positive: false | terminal_risk is defined otherwise",
            })
    void aModelOfAnotherMeaningIsRefusedAndTheReasonSaysWhatDiffers(String from, String to, String why)
            throws ModelSource.NotNow {
        PipelineDefinition changed = Payments.changed(from, to);
        ModelArtifact artifact = Models.answering(0.2, FeatureSignature.of(changed));
        artifacts.put(artifact.sha256(), artifact);

        loader.load(signed(Models.version(changed, 2, artifact)));

        assertRefused("meaning", why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "examples: 100000 | examples: 50000",
                "amount / customer_amount_P7D | 'amount/customer_amount_P7D'",
            })
    void aModelOfADefinitionThatMeansTheSameServes(String from, String to) throws ModelSource.NotNow {
        ModelArtifact artifact = Models.answering(0.2, SIGNATURE);
        artifacts.put(artifact.sha256(), artifact);

        loader.load(signed(Models.version(Payments.changed(from, to), 2, artifact)));

        assertThat(slot.serving()).hasToString("payments@2");
    }

    @Test
    void aModelServesOnWhereFeaturesArePutInAnotherOrder() throws ModelSource.NotNow {
        String amount = "  amount: amount\n";
        String night = "  night: at.getHours('Europe/Brussels') < 6\n";
        PipelineDefinition before = Payments.changed(amount + night, night + amount);
        FeatureSignature signature = FeatureSignature.of(before);
        ModelArtifact artifact = Models.reading(signature.numeric().indexOf("amount"), signature);
        artifacts.put(artifact.sha256(), artifact);

        loader.load(signed(Models.version(before, 2, artifact)));

        double[] numeric = new double[SIGNATURE.numeric().size()];
        numeric[SIGNATURE.numeric().indexOf("amount")] = 2;
        try (Lease lease = slot.lease()) {
            assertThat(lease.model().ref()).hasToString("payments@2");
            assertThat(lease.model()
                            .predict(
                                    new FeatureRow("e", 0, Map.of(), new FeatureValues(numeric, new String[] {"chip"})))
                            .getScore())
                    .isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
        }
    }

    @Test
    void afterAChangeOfMeaningTheAnnouncedBaselineServes() throws ModelSource.NotNow {
        ModelSlot started = ModelSlot.announcing(Payments.DEFINITION);
        PipelineDefinition before = Payments.changed("over: [P1D, P7D]", "over: [P2D, P7D]");
        ModelArtifact artifact = Models.answering(0.2, FeatureSignature.of(before));
        artifacts.put(artifact.sha256(), artifact);

        new ModelLoader(started, new Source(), new Listener(), CLOCK).load(signed(Models.version(before, 2, artifact)));

        assertThat(started.serving()).hasToString("payments@0");
        assertThat(refusals)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.serving()).hasToString("payments@0"));
    }

    @Test
    void aModelThatMissesItsGoldenRowsIsRefused() throws ModelSource.NotNow {
        ModelVersion version = good(2);
        GoldenRow wrong = GoldenRow.newBuilder(version.getGoldenRows().getFirst())
                .setOutput(List.of(0.0f, 1.0f))
                .build();

        loader.load(signed(
                ModelVersion.newBuilder(version).setGoldenRows(List.of(wrong)).build()));

        assertRefused("golden-rows", "golden row 1");
    }

    @Test
    void aModelOfAStrangersHandIsRefused() throws ModelSource.NotNow {
        loader.load(Models.signer(strangers).sign(good(2)));

        assertRefused("signature", "not trusted");
    }

    @Test
    void aRefusalIsToldOnce() throws ModelSource.NotNow {
        ModelVersion bad = Models.signer(strangers).sign(good(2));

        loader.load(bad);
        loader.load(bad);

        assertThat(refusals).hasSize(1);
    }

    @Test
    void afterARefusalTheNextGoodModelServes() throws ModelSource.NotNow {
        loader.load(Models.signer(strangers).sign(good(2)));

        loader.load(signed(good(3)));

        assertThat(slot.serving()).hasToString("payments@3");
    }

    @Test
    void whatCannotBeFetchedNowIsNoRefusal() {
        ModelVersion version = signed(good(2));
        artifacts.clear();
        ModelLoader cutOff = new ModelLoader(slot, new CutOff(), new Listener(), CLOCK);

        assertThatThrownBy(() -> cutOff.load(version)).isInstanceOf(ModelSource.NotNow.class);
        assertThat(refusals).isEmpty();
        assertThat(slot.serving()).hasToString("payments@1");
    }

    private void assertRefused(String check, String words) {
        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.check()).isEqualTo(check);
            assertThat(refusal.sentence()).contains("payments@2").contains(words);
            assertThat(refusal.serving()).hasToString("payments@1");
            assertThat(refusal.windowEnd()).isEqualTo(Models.WINDOW_END);
        });
        assertThat(score()).isEqualTo("payments@1");
    }

    private String score() {
        try (Lease lease = slot.lease()) {
            FeatureRow row = new FeatureRow("t1", Payments.START, Map.of(), Models.row(SIGNATURE, 1));
            return lease.model().predict(row).getModel();
        }
    }

    private ModelVersion good(int number) {
        ModelArtifact artifact = Models.answering(number / 10.0, SIGNATURE);
        artifacts.put(artifact.sha256(), artifact);
        return Models.version(Payments.DEFINITION, number, artifact);
    }

    private static ModelVersion signed(ModelVersion version) {
        return Models.signer(keys).sign(version);
    }

    private final class Source implements ModelSource {

        @Override
        public ModelArtifact fetch(ModelVersion version) throws Incomplete {
            ModelArtifact artifact = artifacts.get(version.getArtifact().getSha256());
            if (artifact == null) {
                throw new Incomplete(version.getPipeline() + "@" + version.getVersion() + ": no chunks");
            }
            return artifact;
        }

        @Override
        public ModelVerifier verifier() {
            return new ModelVerifier(Purpose.of(Payments.DEFINITION), TrustedKeys.of(keys.publicKey()));
        }
    }

    private static final class CutOff implements ModelSource {

        @Override
        public ModelArtifact fetch(ModelVersion version) throws NotNow {
            throw new NotNow("no broker answers");
        }

        @Override
        public ModelVerifier verifier() throws NotNow {
            throw new NotNow("no key");
        }
    }

    private final class Listener implements LoaderListener {

        @Override
        public void switched(ModelSwitched event) {
            switches.add(event);
        }

        @Override
        public void refused(Refusal refusal) {
            refusals.add(refusal);
        }
    }
}
