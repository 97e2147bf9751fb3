package io.headrace.model.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.model.ModelArtifact;
import io.headrace.model.TinyModels;
import io.headrace.schemas.avro.ModelVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSignerTest {

    private static final ModelVersion VERSION =
            TinyModels.binaryVersion(3, new ModelArtifact(TinyModels.binary(1, 1)), 1, 1);

    @TempDir
    private Path directory;

    @Test
    void aSignatureOutlivesWritingAndReading() throws Exception {
        SigningKeys keys = keys("a");
        ModelVersion signed = new ModelSigner(keys).sign(VERSION);

        assertThat(signed.getSignedBy()).isEqualTo(keys.id()).matches("[0-9a-f]{16}");
        assertThat(TrustedKeys.of(keys.publicKey()).mistake(copyThroughAvro(signed)))
                .isEmpty();
    }

    @Test
    void aSignatureDoesNotDependOnTheOrderOfMaps() throws Exception {
        ModelSigner signer = new ModelSigner(keys("a"));
        Map<String, Double> forth = new LinkedHashMap<>();
        Map<String, Double> back = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            forth.put("m" + i, 1.0 * i);
            back.put("m" + (49 - i), 49.0 - i);
        }
        assertThat(signer.sign(with(forth)).getSignature())
                .isEqualTo(signer.sign(with(back)).getSignature());
    }

    @Test
    void signingAgainReplacesTheSignature() throws Exception {
        ModelVersion once = new ModelSigner(keys("a")).sign(VERSION);
        SigningKeys other = keys("b");
        ModelVersion twice = new ModelSigner(other).sign(once);

        assertThat(TrustedKeys.of(other.publicKey()).mistake(twice)).isEmpty();
        assertThat(TrustedKeys.of(keys("a").publicKey()).mistake(twice)).isPresent();
    }

    @Test
    void severalKeysMayBeTrusted() throws Exception {
        TrustedKeys both = TrustedKeys.read(List.of(directory("a", keys("a")), directory("b", keys("b"))));
        assertThat(both.mistake(new ModelSigner(keys("a")).sign(VERSION))).isEmpty();
        assertThat(both.mistake(new ModelSigner(keys("b")).sign(VERSION))).isEmpty();
    }

    @Test
    void keysAreMadeOnceAndThePrivateOneIsTheOwnersOnly() throws Exception {
        SigningKeys made = keys("a");
        SigningKeys read = keys("a");

        assertThat(read.id()).isEqualTo(made.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a/private.pem"))))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("a/private.pem")).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(directory.resolve("a/public.pem")).content().startsWith("-----BEGIN PUBLIC KEY-----\n");
    }

    @Test
    void keysThatDoNotFitAreRefusedInWords() throws Exception {
        keys("a");
        keys("b");
        Path privatePem = directory.resolve("a/private.pem");
        assertThatThrownBy(() -> SigningKeys.read(privatePem, directory.resolve("b/public.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("b/public.pem is not the public key of");
        assertThatThrownBy(() -> SigningKeys.read(directory.resolve("a/public.pem"), privatePem))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no \"-----BEGIN PRIVATE KEY-----\"");
        Files.delete(privatePem);
        assertThatThrownBy(() -> keys("a")).isInstanceOf(IOException.class).hasMessageContaining("there is no file");
        Files.writeString(privatePem, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> keys("a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no Ed25519 private key");
    }

    private SigningKeys keys(String name) throws IOException {
        return SigningKeys.readOrGenerate(
                directory.resolve(name).resolve("private.pem"),
                directory.resolve(name).resolve("public.pem"));
    }

    private Path directory(String name, SigningKeys made) {
        assertThat(made.id()).isNotEmpty();
        return directory.resolve(name).resolve("public.pem");
    }

    private static ModelVersion with(Map<String, Double> metrics) {
        return ModelVersion.newBuilder(VERSION).setMetrics(metrics).build();
    }

    private static ModelVersion copyThroughAvro(ModelVersion version) throws IOException {
        SpecificData data = SpecificData.getForClass(ModelVersion.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<ModelVersion>(version.getSchema(), data).write(version, encoder);
        encoder.flush();
        return new SpecificDatumReader<ModelVersion>(version.getSchema(), version.getSchema(), data)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }
}
