package io.headrace.scoring.loading;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelVerifier;
import io.headrace.model.Purpose;
import io.headrace.model.signing.TrustedKeys;
import io.headrace.registry.protocol.ArtifactStore;
import io.headrace.registry.protocol.Fetched;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.scoring.settings.ScoringSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Models' bytes from the artefact topic, and trust from a key file. */
final class RegistryModels implements ModelSource {

    private final Purpose purpose;
    private final ArtifactStore artifacts;
    private final ScoringSettings settings;

    RegistryModels(Purpose purpose, ArtifactStore artifacts, ScoringSettings settings) {
        this.purpose = purpose;
        this.artifacts = artifacts;
        this.settings = settings;
    }

    @Override
    public ModelArtifact fetch(ModelVersion version) throws Incomplete, NotNow {
        try {
            return switch (artifacts.fetch(version.getArtifact())) {
                case Fetched.Found(ModelArtifact artifact) -> artifact;
                case Fetched.Broken(String sentence) ->
                    throw new Incomplete(version.getPipeline() + "@" + version.getVersion() + ": " + sentence);
            };
        } catch (KafkaException | SchemaRegistryUnavailable problem) {
            throw new NotNow("its bytes cannot be fetched: " + problem.getMessage(), problem);
        }
    }

    /** The file is read anew for every model: on a first start it may be written by whoever trains, and keys change. */
    @Override
    public ModelVerifier verifier() throws NotNow {
        Path key = settings.publicKey()
                .orElseThrow(() -> new NotNow("headrace.signing.public-key is not set, so no signature can be checked;"
                        + " set it to the PEM file of the key that models are signed with"));
        try {
            return new ModelVerifier(purpose, TrustedKeys.read(List.of(key)));
        } catch (IOException problem) {
            throw new NotNow(
                    "headrace.signing.public-key cannot be used, so no signature can be checked: "
                            + problem.getMessage(),
                    problem);
        }
    }
}
