package io.headrace.scoring.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.headrace.scoring.fixture.Service;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.headrace.scoring.grpc.protocol.InferTensorContents;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import io.headrace.scoring.grpc.protocol.ModelInferRequest.InferInputTensor;
import io.headrace.scoring.grpc.protocol.ModelInferResponse;
import io.headrace.scoring.grpc.protocol.ModelMetadataRequest;
import io.headrace.scoring.grpc.protocol.ModelMetadataResponse;
import io.headrace.scoring.grpc.protocol.ModelReadyRequest;
import io.headrace.scoring.grpc.protocol.ServerLiveRequest;
import io.headrace.scoring.grpc.protocol.ServerMetadataRequest;
import io.headrace.scoring.grpc.protocol.ServerReadyRequest;
import io.headrace.testing.Waits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every gRPC call, on one running service with one model. */
class InferenceGrpcTest {

    private static Service service;
    private static ManagedChannel channel;
    private static GRPCInferenceServiceBlockingStub stub;

    @BeforeAll
    static void start() {
        service = Service.prepare().start().awaitReady();
        String model = service.publish(0.75);
        service.awaitServing(model);
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", service.grpcPort())
                .usePlaintext()
                .build();
        stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        service.close();
    }

    @Test
    void serverAndModelAreReady() {
        assertThat(stub.serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
                .isTrue();
        assertThat(stub.serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
                .isTrue();
        assertThat(ready("")).isTrue();
        assertThat(ready("1")).isTrue();
        assertThat(ready("7")).isFalse();
        assertThat(stub.serverMetadata(ServerMetadataRequest.getDefaultInstance())
                        .getName())
                .isEqualTo("headrace");
    }

    @Test
    void aModelSaysWhatItTakesAndGives() {
        ModelMetadataResponse metadata = stub.modelMetadata(
                ModelMetadataRequest.newBuilder().setName(name()).build());

        assertThat(metadata.getVersionsList()).containsExactly("1");
        assertThat(metadata.getInputs(0).getName()).isEqualTo("numeric");
        assertThat(metadata.getInputs(0).getShapeList()).containsExactly(-1L, (long) columns());
        assertThat(metadata.getInputs(1).getDatatype()).isEqualTo("BYTES");
        assertThat(metadata.getOutputs(0).getName()).isEqualTo("probabilities");
    }

    @Test
    void typedTensorsAreAnsweredByTypedTensors() {
        InferTensorContents.Builder numbers = InferTensorContents.newBuilder();
        for (int i = 0; i < columns(); i++) {
            numbers.addFp32Contents(Float.NaN);
        }
        ModelInferResponse answer = stub.modelInfer(request()
                .setId("42")
                .addInputs(tensor("numeric", "FP32", 1, columns()).setContents(numbers))
                .addInputs(tensor("categorical", "BYTES", 1, 1)
                        .setContents(
                                InferTensorContents.newBuilder().addBytesContents(ByteString.copyFromUtf8("chip"))))
                .build());

        assertThat(answer.getModelName()).isEqualTo(name());
        assertThat(answer.getModelVersion()).isEqualTo("1");
        assertThat(answer.getId()).isEqualTo("42");
        assertThat(answer.getParametersOrThrow("classes").getStringParam()).isEqualTo("false,true");
        assertThat(answer.getOutputs(0).getShapeList()).containsExactly(1L, 2L);
        assertThat(answer.getOutputs(0).getContents().getFp32Contents(1)).isCloseTo(0.75f, within(1e-6f));
    }

    @Test
    void rawTensorsAreAnsweredByRawTensors() {
        ByteBuffer numbers = ByteBuffer.allocate(2 * columns() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ModelInferResponse answer = stub.modelInfer(request()
                .addInputs(tensor("numeric", "FP32", 2, columns()))
                .addInputs(tensor("categorical", "BYTES", 2, 1))
                .addRawInputContents(ByteString.copyFrom(numbers))
                .addRawInputContents(raw("chip").concat(raw("online")))
                .build());

        ByteBuffer output =
                answer.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(answer.getOutputs(0).hasContents()).isFalse();
        assertThat(output.remaining()).isEqualTo(4 * Float.BYTES);
        assertThat(output.getFloat(4)).isCloseTo(0.75f, within(1e-6f));
    }

    @Test
    void anEventIsScoredWithTheFeaturesOfThisMoment() {
        String event = "{\"txId\":\"t-1\",\"at\":\"2026-03-01T10:00:00Z\",\"customerId\":\"c1\",\"terminalId\":\"k1\","
                + "\"amount\":12.5,\"currency\":\"EUR\"}";

        ModelInferResponse answer = stub.modelInfer(request()
                .addInputs(tensor("event", "BYTES", 1)
                        .setContents(InferTensorContents.newBuilder().addBytesContents(ByteString.copyFromUtf8(event))))
                .build());

        assertThat(answer.getOutputs(0).getContents().getFp32Contents(1)).isCloseTo(0.75f, within(1e-6f));
    }

    @Test
    void mistakesAreInvalidArgumentsEachNamed() {
        ModelInferRequest request = request()
                .addInputs(tensor("numeric", "FP32", 1, 1)
                        .setContents(InferTensorContents.newBuilder().addFp32Contents(1)))
                .build();

        assertThatThrownBy(() -> stub.modelInfer(request))
                .isInstanceOfSatisfying(StatusRuntimeException.class, failure -> {
                    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(failure.getStatus().getDescription())
                            .contains("input categorical is missing")
                            .contains("input numeric has shape [1, 1]");
                });
    }

    @Test
    void cutOffRawContentsAreNamed() {
        ModelInferRequest request = request()
                .addInputs(tensor("categorical", "BYTES", 1, 1))
                .addRawInputContents(ByteString.copyFrom(new byte[] {9, 0, 0, 0, 'x'}))
                .build();

        assertThatThrownBy(() -> stub.modelInfer(request)).hasMessageContaining("element 0 at byte 0 is cut off");
    }

    @Test
    void anEventsMistakesAreNamed() {
        ModelInferRequest request = request()
                .addInputs(tensor("event", "BYTES", 1)
                        .setContents(InferTensorContents.newBuilder().addBytesContents(ByteString.copyFromUtf8("{}"))))
                .build();

        assertThatThrownBy(() -> stub.modelInfer(request))
                .hasMessageContaining("event[0]/txId")
                .hasMessageContaining("event[0]/amount");
    }

    @Test
    void anUnknownModelOrVersionIsNotFound() {
        assertThatThrownBy(() -> stub.modelInfer(
                        ModelInferRequest.newBuilder().setModelName("other").build()))
                .hasMessageStartingWith("NOT_FOUND");
        assertThatThrownBy(() -> stub.modelMetadata(ModelMetadataRequest.newBuilder()
                        .setName(name())
                        .setVersion("9")
                        .build()))
                .hasMessageStartingWith("NOT_FOUND");
    }

    @Test
    void healthIsServed() {
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);

        assertThat(health.check(HealthCheckRequest.newBuilder()
                                .setService(GRPCInferenceServiceGrpc.SERVICE_NAME)
                                .build())
                        .getStatus())
                .isEqualTo(ServingStatus.SERVING);
        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void reflectionListsTheService() throws Exception {
        CompletableFuture<List<String>> services = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> call = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        services.complete(answer.getListServicesResponse().getServiceList().stream()
                                .map(ServiceResponse::getName)
                                .toList());
                    }

                    @Override
                    public void onError(Throwable problem) {
                        services.completeExceptionally(problem);
                    }

                    @Override
                    public void onCompleted() {}
                });
        call.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

        assertThat(services.get(Waits.SAFETY_NET.toSeconds(), TimeUnit.SECONDS))
                .contains("inference.GRPCInferenceService");
        call.onCompleted();
    }

    private static boolean ready(String version) {
        return stub.modelReady(ModelReadyRequest.newBuilder()
                        .setName(name())
                        .setVersion(version)
                        .build())
                .getReady();
    }

    private static ModelInferRequest.Builder request() {
        return ModelInferRequest.newBuilder().setModelName(name());
    }

    private static InferInputTensor.Builder tensor(String name, String datatype, long... shape) {
        InferInputTensor.Builder tensor =
                InferInputTensor.newBuilder().setName(name).setDatatype(datatype);
        for (long dimension : shape) {
            tensor.addShape(dimension);
        }
        return tensor;
    }

    private static ByteString raw(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer element = ByteBuffer.allocate(Integer.BYTES + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        return ByteString.copyFrom(element.putInt(bytes.length).put(bytes).flip());
    }

    private static String name() {
        return service.definition().pipeline().value();
    }

    private static int columns() {
        return service.signature().numeric().size();
    }
}
