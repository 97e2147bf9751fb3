package io.headrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.model.signing.TrustedKeys;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.FeatureSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry record and a model as an earlier release wrote and signed them. */
class StoredVersionTest {

    private static final Path STORED = Path.of("src/test/resources/stored/without-meaning");
    private static final FeatureSignature SIGNATURE = new FeatureSignature(List.of("amount", "spent"), List.of());
    private static final Meaning MEANING = new Meaning("0123456789abcdef", Map.of("amount", "1", "spent", "2"));

    private ModelVersion stored;
    private ModelArtifact artifact;
    private TrustedKeys trusted;

    @BeforeEach
    void read() throws IOException {
        Schema writer =
                new Schema.Parser().parse(STORED.resolve("registry-record.avsc").toFile());
        SpecificData data = SpecificData.getForClass(RegistryRecord.class);
        RegistryRecord record = new SpecificDatumReader<RegistryRecord>(writer, RegistryRecord.getClassSchema(), data)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(Files.readAllBytes(STORED.resolve("registry-record.avro")), null));
        stored = (ModelVersion) record.getBody();
        artifact = new ModelArtifact(Files.readAllBytes(STORED.resolve("model.onnx")));
        trusted = TrustedKeys.read(List.of(STORED.resolve("public.pem")));
    }

    @Test
    void itsSignatureStillCounts() {
        assertThat(stored.getLineage().getMeaning()).isEmpty();
        assertThat(trusted.mistake(stored)).isEmpty();
    }

    @Test
    void aMeaningThatIsGivenToItAfterwardsBreaksItsSignature() {
        ModelVersion claimed = ModelVersion.newBuilder(stored)
                .setLineage(Lineage.newBuilder(stored.getLineage())
                        .setMeaning(MEANING.hash())
                        .build())
                .build();

        assertThat(trusted.mistake(claimed)).isPresent();
    }

    @Test
    void itServesTheDefinitionThatMadeItAndNoOther() {
        String definition = stored.getLineage().getDefinitionHash();

        assertThat(new ModelVerifier(new Purpose(SIGNATURE, MEANING, definition), trusted).verify(stored, artifact))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class, accepted -> accepted.runner().close());
        assertThat(new ModelVerifier(new Purpose(SIGNATURE, MEANING, "f".repeat(64)), trusted).verify(stored, artifact))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.check()).isEqualTo(Verdict.Check.MEANING));
    }
}
