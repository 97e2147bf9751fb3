package io.headrace.scoring.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.headrace.model.ModelRef;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.headrace.scoring.grpc.protocol.InferParameter;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import io.headrace.scoring.grpc.protocol.ModelInferRequest.InferRequestedOutputTensor;
import io.headrace.scoring.grpc.protocol.ModelInferResponse;
import io.headrace.scoring.grpc.protocol.ModelInferResponse.InferOutputTensor;
import io.headrace.scoring.grpc.protocol.ModelMetadataRequest;
import io.headrace.scoring.grpc.protocol.ModelMetadataResponse;
import io.headrace.scoring.grpc.protocol.ModelReadyRequest;
import io.headrace.scoring.grpc.protocol.ModelReadyResponse;
import io.headrace.scoring.grpc.protocol.ServerLiveRequest;
import io.headrace.scoring.grpc.protocol.ServerLiveResponse;
import io.headrace.scoring.grpc.protocol.ServerMetadataRequest;
import io.headrace.scoring.grpc.protocol.ServerMetadataResponse;
import io.headrace.scoring.grpc.protocol.ServerReadyRequest;
import io.headrace.scoring.grpc.protocol.ServerReadyResponse;
import io.headrace.scoring.inference.InferenceAnswer;
import io.headrace.scoring.inference.InferenceFailure;
import io.headrace.scoring.inference.InferenceRequest;
import io.headrace.scoring.inference.InferenceService;
import io.headrace.scoring.inference.ModelMetadata;
import io.headrace.scoring.inference.ServerIdentity;
import io.headrace.scoring.inference.Tensor;
import io.headrace.scoring.metrics.Route;
import io.headrace.scoring.metrics.ScoringMetrics;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Open Inference Protocol's gRPC service. */
@Singleton
final class InferenceGrpcService extends GRPCInferenceServiceImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(InferenceGrpcService.class);

    private final PipelineName pipeline;
    private final InferenceService service;
    private final ScoringMetrics metrics;

    InferenceGrpcService(PipelineDefinition definition, InferenceService service, ScoringMetrics metrics) {
        this.pipeline = definition.pipeline();
        this.service = service;
        this.metrics = metrics;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> caller) {
        answer(caller, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> caller) {
        answer(
                caller,
                () -> ServerReadyResponse.newBuilder().setReady(service.ready()).build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> caller) {
        answer(
                caller,
                () -> ModelReadyResponse.newBuilder()
                        .setReady(service.ready(request.getName(), version(request.getVersion())))
                        .build());
    }

    @Override
    public void serverMetadata(ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> caller) {
        answer(
                caller,
                () -> ServerMetadataResponse.newBuilder()
                        .setName(ServerIdentity.NAME)
                        .setVersion(ServerIdentity.version())
                        .addAllExtensions(ServerIdentity.EXTENSIONS)
                        .build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> caller) {
        answer(caller, () -> message(service.metadata(request.getName(), version(request.getVersion()))));
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> caller) {
        long start = System.nanoTime();
        answer(caller, () -> {
            InferenceAnswer answer = service.infer(read(request));
            metrics.predicted(Route.INFERENCE_GRPC, new ModelRef.ByVersion(pipeline, answer.version()), answer.rows());
            return message(answer, request.getRawInputContentsCount() > 0);
        });
        metrics.took(Route.INFERENCE_GRPC, System.nanoTime() - start);
    }

    private static InferenceRequest read(ModelInferRequest request) {
        int raws = request.getRawInputContentsCount();
        if (raws > 0 && raws != request.getInputsCount()) {
            throw InferenceFailure.badRequest("raw_input_contents: found " + raws + " for " + request.getInputsCount()
                    + " inputs; expected one each, in the same order");
        }
        List<Tensor> inputs = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (int i = 0; i < request.getInputsCount(); i++) {
            if (raws > 0 && request.getInputs(i).hasContents()) {
                mistakes.add("input " + request.getInputs(i).getName() + " has contents besides raw_input_contents");
                continue;
            }
            try {
                inputs.add(TensorMessages.read(
                        request.getInputs(i),
                        raws > 0 ? Optional.of(request.getRawInputContents(i)) : Optional.empty()));
            } catch (InferenceFailure mistake) {
                mistakes.add(mistake.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw InferenceFailure.badRequest(String.join("; ", mistakes));
        }
        return new InferenceRequest(
                request.getModelName(),
                version(request.getModelVersion()),
                Optional.of(request.getId()).filter(id -> !id.isEmpty()),
                inputs,
                request.getOutputsList().stream()
                        .map(InferRequestedOutputTensor::getName)
                        .toList());
    }

    private static ModelInferResponse message(InferenceAnswer answer, boolean raw) {
        ModelInferResponse.Builder message = ModelInferResponse.newBuilder()
                .setModelName(answer.model())
                .setModelVersion(Integer.toString(answer.version()))
                .setId(answer.id().orElse(""));
        if (!answer.classes().isEmpty()) {
            message.putParameters(
                    "classes",
                    InferParameter.newBuilder()
                            .setStringParam(String.join(",", answer.classes()))
                            .build());
        }
        if (answer.stale()) {
            message.putParameters(
                    "stale", InferParameter.newBuilder().setBoolParam(true).build());
        }
        for (Tensor.Numbers output : answer.outputs()) {
            InferOutputTensor.Builder tensor = InferOutputTensor.newBuilder()
                    .setName(output.name())
                    .setDatatype(output.datatype())
                    .addAllShape(output.shape().dimensions());
            if (raw) {
                ByteString bytes = TensorMessages.raw(output);
                message.addRawOutputContents(bytes);
            } else {
                tensor.setContents(TensorMessages.typed(output));
            }
            message.addOutputs(tensor);
        }
        return message.build();
    }

    private static ModelMetadataResponse message(ModelMetadata metadata) {
        return ModelMetadataResponse.newBuilder()
                .setName(metadata.name())
                .addAllVersions(metadata.versions())
                .setPlatform(metadata.platform())
                .addAllInputs(tensors(metadata.inputs()))
                .addAllOutputs(tensors(metadata.outputs()))
                .build();
    }

    private static List<ModelMetadataResponse.TensorMetadata> tensors(List<ModelMetadata.TensorMetadata> tensors) {
        return tensors.stream()
                .map(tensor -> ModelMetadataResponse.TensorMetadata.newBuilder()
                        .setName(tensor.name())
                        .setDatatype(tensor.datatype())
                        .addAllShape(tensor.shape().dimensions())
                        .build())
                .toList();
    }

    private static Optional<String> version(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private <T> void answer(StreamObserver<T> caller, Supplier<T> call) {
        T message;
        try {
            message = call.get();
        } catch (InferenceFailure failure) {
            metrics.request(Route.INFERENCE_GRPC, failure.kind().outcome());
            caller.onError(status(failure).asRuntimeException());
            return;
        } catch (RuntimeException failure) {
            metrics.request(Route.INFERENCE_GRPC, "failed");
            LOG.error("an inference call failed", failure);
            caller.onError(Status.INTERNAL
                    .withDescription("the server failed: " + failure.getMessage())
                    .asRuntimeException());
            return;
        }
        metrics.request(Route.INFERENCE_GRPC, "ok");
        caller.onNext(message);
        caller.onCompleted();
    }

    private static Status status(InferenceFailure failure) {
        Status status = switch (failure.kind()) {
            case BAD_REQUEST -> Status.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.NOT_FOUND;
            case NOT_READY -> Status.UNAVAILABLE;
        };
        return status.withDescription(failure.getMessage());
    }
}
