package io.headrace.model;

import io.headrace.model.Verdict.Accepted;
import io.headrace.model.Verdict.Check;
import io.headrace.model.Verdict.Refused;
import io.headrace.model.signing.TrustedKeys;
import io.headrace.schemas.avro.ModelVersion;
import java.util.List;
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

    private Optional<String> inputMistake(String model, ModelVersion version) {
        return difference(
                        model,
                        "numeric",
                        version.getNumericFeatures(),
                        purpose.signature().numeric())
                .or(() -> difference(
                        model,
                        "categorical",
                        version.getCategoricalFeatures(),
                        purpose.signature().categorical()));
    }

    private static Optional<String> difference(String model, String kind, List<String> found, List<String> right) {
        return found.equals(right)
                ? Optional.empty()
                : Optional.of(model + ": takes the " + kind + " features " + found + "; the pipeline's " + right
                        + ", in this order, would be right");
    }
}
