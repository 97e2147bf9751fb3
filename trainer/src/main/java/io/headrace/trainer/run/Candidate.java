package io.headrace.trainer.run;

import io.headrace.model.ModelArtifact;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.trainer.search.Trial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A model ready for the registry.
 *
 * @param artifact the ONNX bytes
 * @param draft all of the version but its number and signature
 * @param best the trial that made it
 */
public record Candidate(ModelArtifact artifact, ModelVersion draft, Trial best) {

    /** One verdict a gate. */
    public List<GateVerdict> verdicts() {
        return draft.getGates();
    }

    /** Whether every gate that is on was passed. */
    public boolean passed() {
        return allPassed(verdicts());
    }

    static boolean allPassed(List<GateVerdict> verdicts) {
        return verdicts.stream().allMatch(GateVerdict::getPassed);
    }

    /** The verdicts' sentences in one. */
    public String summary() {
        return sentences(verdicts());
    }

    /** The sentences of the gates that were not passed. */
    public String refusal() {
        return sentences(
                verdicts().stream().filter(verdict -> !verdict.getPassed()).toList());
    }

    private static String sentences(List<GateVerdict> verdicts) {
        return verdicts.stream().map(GateVerdict::getSentence).collect(Collectors.joining("; "));
    }
}
