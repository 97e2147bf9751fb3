package io.headrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.headrace.features.lookup.fixture.FakeOwner;
import io.headrace.schemas.json.JsonRecords;
import io.headrace.scoring.fixture.Payments;
import io.headrace.scoring.fixture.Service;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc;
import io.headrace.scoring.grpc.protocol.InferTensorContents;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import io.headrace.scoring.grpc.protocol.ModelInferRequest.InferInputTensor;
import io.headrace.scoring.grpc.protocol.ModelInferResponse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers hear when those who keep the features are lost. */
class LostFeaturesTest {

    private static final String EVENT = new String(
            JsonRecords.renderBytes(Payments.event("t9", Payments.START, "c1", "k1", 20)), StandardCharsets.UTF_8);

    private final Service service = Service.prepare().start().awaitReady();
    private final ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", service.grpcPort())
            .usePlaintext()
            .build();
    private FakeOwner copy;

    @BeforeEach
    void addACopy() {
        copy = FakeOwner.start(service.kept());
        copy.copy(Set.of(0, 1));
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        service.close();
        copy.close();
    }

    @Test
    void whatIsMissingAndWhoseItIsIsNamedAndTheServiceStaysReady() {
        String owner = service.featuresApp().address();
        service.featuresApp().close();

        HttpResponse<String> plain = service.score(EVENT);

        assertThat(plain.statusCode()).as(plain.body()).isEqualTo(503);
        assertThat(plain.body())
                .contains("by-customerId ")
                .contains("by-terminalId ")
                .contains(owner);
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(this::infer)
                .withMessageContaining("UNAVAILABLE")
                .withMessageContaining(owner);
        assertThat(service.get("/health/readiness").statusCode()).isEqualTo(200);
        assertThat(service.get("/prometheus").body())
                .contains("headrace_scoring_features_rows_total{answer=\"unavailable\"} 2.0");
    }

    @Test
    void anAnswerFromACopyIsMarkedOnEveryRoute() {
        service.kept().believe(0, service.featuresApp(), copy);
        service.kept().believe(1, service.featuresApp(), copy);
        assertThat(service.score(EVENT).body()).doesNotContain("stale");
        service.featuresApp().own(Set.of());

        HttpResponse<String> plain = service.score(EVENT);
        HttpResponse<String> inference = service.post(
                "/v2/models/" + service.definition().pipeline() + "/infer",
                "{\"inputs\":[{\"name\":\"event\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\""
                        + EVENT.replace("\"", "\\\"") + "\"]}]}");

        assertThat(plain.statusCode()).as(plain.body()).isEqualTo(200);
        assertThat(plain.body()).contains("\"stale\":true");
        assertThat(inference.body()).contains("\"stale\":true");
        assertThat(infer().getParametersOrThrow("stale").getBoolParam()).isTrue();
        assertThat(service.get("/prometheus").body())
                .contains("headrace_scoring_features_rows_total{answer=\"stale\"} 3.0");
    }

    private ModelInferResponse infer() {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .modelInfer(ModelInferRequest.newBuilder()
                        .setModelName(service.definition().pipeline().value())
                        .addInputs(InferInputTensor.newBuilder()
                                .setName("event")
                                .setDatatype("BYTES")
                                .addShape(1)
                                .setContents(InferTensorContents.newBuilder()
                                        .addBytesContents(ByteString.copyFromUtf8(EVENT))))
                        .build());
    }
}
