package io.headrace.scoring.inference;

import io.headrace.model.ModelRef;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.scoring.inference.ModelMetadata.TensorMetadata;
import io.headrace.scoring.serving.Lease;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.serving.Readiness;
import io.headrace.scoring.serving.ServedModel;
import java.util.List;
import java.util.Optional;

/** The protocol's calls. Safe for use by many threads. */
public final class InferenceService {

    private final PipelineName pipeline;
    private final ModelSlot slot;
    private final Readiness readiness;
    private final InferenceInputs inputs;

    /** @param events turns events into rows, for calls that bring events instead of feature values */
    public InferenceService(
            PipelineName pipeline,
            FeatureSignature signature,
            ModelSlot slot,
            Readiness readiness,
            EventRows events,
            int maxRows) {
        this.pipeline = pipeline;
        this.slot = slot;
        this.readiness = readiness;
        this.inputs = new InferenceInputs(signature, readiness, events, maxRows);
    }

    public boolean ready() {
        return readiness.ready();
    }

    /**
     * Whether inference calls to this model, or to this version of it, are answered.
     *
     * @throws InferenceFailure if there is no such model here
     */
    public boolean ready(String model, Optional<String> version) {
        requireModel(model);
        ModelRef.ByVersion serving = slot.serving();
        return readiness.ready()
                && version.map(wanted -> wanted.equals(Integer.toString(serving.version())))
                        .orElse(true);
    }

    /** @throws InferenceFailure if there is no such model or version here */
    public ModelMetadata metadata(String model, Optional<String> version) {
        requireModel(model);
        try (Lease lease = slot.lease()) {
            ServedModel served = lease.model();
            requireVersion(version, served.ref());
            return new ModelMetadata(
                    model,
                    List.of(Integer.toString(served.ref().version())),
                    served.ref().version() == 0 ? "headrace_baseline" : "onnx_onnxv1",
                    inputs.metadata(),
                    List.of(new TensorMetadata(served.output(), Datatypes.FP32, Shape.anyRows(served.width()))));
        }
    }

    /**
     * Scores every row by one version.
     *
     * @throws InferenceFailure naming everything that does not fit
     */
    public InferenceAnswer infer(InferenceRequest request) {
        requireModel(request.model());
        readiness.missingForValues().ifPresent(why -> {
            throw InferenceFailure.notReady(why);
        });
        InferenceInputs.Rows rows = inputs.read(request.inputs());
        try (Lease lease = slot.lease()) {
            ServedModel served = lease.model();
            requireVersion(request.version(), served.ref());
            requireOutputs(request.outputs(), served.output());
            float[] output = served.outputs(rows.numeric(), rows.categorical(), rows.count());
            Shape shape = Shape.of(rows.count(), served.width());
            return new InferenceAnswer(
                    request.model(),
                    served.ref().version(),
                    request.id(),
                    served.classes(),
                    List.of(new Tensor.Numbers(served.output(), shape, output)),
                    rows.stale());
        }
    }

    private void requireModel(String model) {
        if (!model.equals(pipeline.value())) {
            throw InferenceFailure.notFound("there is no model \"" + model + "\" here; this server has " + pipeline);
        }
    }

    private static void requireVersion(Optional<String> version, ModelRef.ByVersion serving) {
        version.filter(wanted -> !wanted.equals(Integer.toString(serving.version())))
                .ifPresent(wanted -> {
                    throw InferenceFailure.notFound("version " + wanted + " of " + serving.pipeline()
                            + " does not serve; " + serving + " does");
                });
    }

    private static void requireOutputs(List<String> wanted, String output) {
        List<String> unknown =
                wanted.stream().filter(name -> !name.equals(output)).toList();
        if (!unknown.isEmpty()) {
            throw InferenceFailure.badRequest(
                    "outputs: found " + String.join(", ", unknown) + "; the model has " + output);
        }
    }
}
