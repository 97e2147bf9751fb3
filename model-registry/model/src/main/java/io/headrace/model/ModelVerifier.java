package io.headrace.model;

import io.headrace.model.Verdict.Accepted;
import io.headrace.model.Verdict.Check;
import io.headrace.model.Verdict.Refused;
import io.headrace.model.signing.TrustedKeys;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.feature.FeatureSignature;
import java.util.Optional;

/**
 * Lets only proven models through: digest, signature, meaning, inputs, graph and golden rows, in this order, cheapest and most
 * damning first, so that bytes of an unknown hand are never loaded.
 */
public final class ModelVerifier {

    private final Purpose purpose;
    private final TrustedKeys trusted;

    /**
     * Makes a verifier for one pipeline.
     *
     * @param purpose what the pipeline's feature rows hold and mean
     * @param trusted whose signatures count
     */
    public ModelVerifier(Purpose purpose, TrustedKeys trusted) {
        this.purpose = purpose;
        this.trusted = trusted;
    }

    /** Checks a version and its bytes. Never throws for a bad model; an accepted one is loaded and warm. */
    public Verdict verify(ModelVersion version, ModelArtifact artifact) {
        String model = version.getPipeline() + "@" + version.getVersion();
        Optional<String> digest = digestMistake(model, version, artifact);
        if (digest.isPresent()) {
            return new Refused(Check.DIGEST, digest.get());
        }
        Optional<String> unsigned = trusted.mistake(version);
        if (unsigned.isPresent()) {
            return new Refused(Check.SIGNATURE, unsigned.get());
        }
        Optional<String> difference = purpose.difference(version);
        if (difference.isPresent()) {
            return new Refused(
                    Check.MEANING,
                    model + " was made for another meaning: " + difference.get()
                            + "; a model trained for the definition as it is now would be right");
        }
        Optional<String> inputs = inputMistake(model, version);
        if (inputs.isPresent()) {
            return new Refused(Check.INPUTS, inputs.get());
        }
        return load(version, artifact);
    }

    private static Verdict load(ModelVersion version, ModelArtifact artifact) {
        ModelRunner runner;
        try {
            runner = ModelRunner.open(version, artifact);
        } catch (ModelRefused e) {
            return new Refused(Check.GRAPH, String.valueOf(e.getMessage()));
        }
        boolean accepted = false;
        try {
            Optional<String> miss = GoldenRows.firstMiss(runner);
            if (miss.isPresent()) {
                return new Refused(Check.GOLDEN_ROWS, miss.get());
            }
            runner.warm();
            accepted = true;
            return new Accepted(runner);
        } catch (ModelFailure e) {
            return new Refused(Check.GOLDEN_ROWS, String.valueOf(e.getMessage()));
        } finally {
            if (!accepted) {
                runner.close();
            }
        }
    }

    private static Optional<String> digestMistake(String model, ModelVersion version, ModelArtifact artifact) {
        String stated = version.getArtifact().getSha256();
        if (stated.equals(artifact.sha256()) && version.getArtifact().getBytes() == artifact.size()) {
            return Optional.empty();
        }
        return Optional.of(model + ": found " + artifact.size() + " bytes with SHA-256 " + artifact.sha256() + "; "
                + version.getArtifact().getBytes() + " bytes with " + stated + " would be right");
    }

    /** What rows hold that the verified models are to score. */
    public FeatureSignature signature() {
        return purpose.signature();
    }

    private Optional<String> inputMistake(String model, ModelVersion version) {
        FeatureSignature right = purpose.signature();
        return InputOrder.of(right, version).isPresent()
                ? Optional.empty()
                : Optional.of(model + ": takes the numeric features " + version.getNumericFeatures()
                        + " and the categorical " + version.getCategoricalFeatures() + "; the pipeline's "
                        + right.numeric() + " and " + right.categorical() + " would be right");
    }
}
