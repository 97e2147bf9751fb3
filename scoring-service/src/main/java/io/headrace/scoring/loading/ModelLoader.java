package io.headrace.scoring.loading;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRef;
import io.headrace.model.ModelRunner;
import io.headrace.model.ModelVerifier;
import io.headrace.model.Verdict;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.scoring.serving.LoadedModel;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.serving.ModelSwitched;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a version serve once it is proven: bytes fetched, digest, signature, meaning, inputs, graph and golden rows checked, warmed;
 * then one switch of the slot. Whatever fails leaves the one that serves. For one thread.
 */
final class ModelLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    private final ModelSlot slot;
    private final ModelSource source;
    private final LoaderListener listener;
    private final Clock clock;

    /** Those told about. A refused version is tried again when it becomes champion again, but told about once. */
    private final Set<ModelRef.ByVersion> refused = new HashSet<>();

    ModelLoader(ModelSlot slot, ModelSource source, LoaderListener listener, Clock clock) {
        this.slot = slot;
        this.source = source;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Brings a version into service unless it serves already.
     *
     * @throws ModelSource.NotNow if it could not be tried; the caller tries again
     */
    void load(ModelVersion version) throws ModelSource.NotNow {
        ModelRef.ByVersion ref = new ModelRef.ByVersion(new PipelineName(version.getPipeline()), version.getVersion());
        if (ref.equals(slot.serving())) {
            return;
        }
        Instant begun = clock.instant();
        switch (prove(version)) {
            case Proof.Good(LoadedModel model) -> {
                ModelRef.ByVersion from = slot.switchTo(model);
                Instant now = clock.instant();
                listener.switched(new ModelSwitched(from, ref, now, Duration.between(begun, now)));
            }
            case Proof.Bad(String check, String sentence) -> refuse(version, ref, check, sentence);
        }
    }

    private sealed interface Proof {

        record Good(LoadedModel model) implements Proof {}

        record Bad(String check, String sentence) implements Proof {}
    }

    private Proof prove(ModelVersion version) throws ModelSource.NotNow {
        try {
            ModelArtifact artifact = source.fetch(version);
            ModelVerifier verifier = source.verifier();
            return switch (verifier.verify(version, artifact)) {
                case Verdict.Refused(Verdict.Check check, String sentence) -> new Proof.Bad(tag(check), sentence);
                case Verdict.Accepted(ModelRunner runner) ->
                    new Proof.Good(new LoadedModel(runner, verifier.signature()));
            };
        } catch (ModelSource.Incomplete problem) {
            return new Proof.Bad(tag(Verdict.Check.DIGEST), String.valueOf(problem.getMessage()));
        } catch (RuntimeException failure) {
            LOG.error("{}@{} could not be checked", version.getPipeline(), version.getVersion(), failure);
            return new Proof.Bad(
                    "failed",
                    version.getPipeline() + "@" + version.getVersion() + " could not be checked: "
                            + failure.getMessage());
        }
    }

    private void refuse(ModelVersion version, ModelRef.ByVersion ref, String check, String sentence)
            throws ModelSource.NotNow {
        if (!refused.contains(ref)) {
            listener.refused(new Refusal(
                    ref, check, sentence, slot.serving(), version.getLineage().getWindowEnd()));
            refused.add(ref);
        }
    }

    private static String tag(Verdict.Check check) {
        return check.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
