package io.headrace.scoring.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.headrace.scoring.grpc.protocol.InferParameter;
import io.headrace.scoring.grpc.protocol.InferTensorContents;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import io.headrace.scoring.grpc.protocol.ModelInferResponse;
import io.headrace.scoring.grpc.protocol.ModelMetadataResponse;
import io.headrace.scoring.grpc.protocol.OpenInference;
import io.headrace.scoring.grpc.protocol.ServerMetadataResponse;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Clients in other languages were made from the published protocol: its names and numbers must not move. */
class ProtocolTest {

    @Test
    void theServiceHasThePublishedCalls() {
        assertThat(OpenInference.getDescriptor()
                        .findServiceByName("GRPCInferenceService")
                        .getMethods())
                .extracting(MethodDescriptor::getFullName)
                .containsExactly(
                        "inference.GRPCInferenceService.ServerLive",
                        "inference.GRPCInferenceService.ServerReady",
                        "inference.GRPCInferenceService.ModelReady",
                        "inference.GRPCInferenceService.ServerMetadata",
                        "inference.GRPCInferenceService.ModelMetadata",
                        "inference.GRPCInferenceService.ModelInfer");
    }

    @Test
    void messagesHaveThePublishedFields() {
        assertThat(fields(ServerMetadataResponse.getDescriptor())).isEqualTo("name=1 version=2 extensions=3");
        assertThat(fields(ModelMetadataResponse.getDescriptor()))
                .isEqualTo("name=1 versions=2 platform=3 inputs=4 outputs=5");
        assertThat(fields(ModelMetadataResponse.TensorMetadata.getDescriptor())).isEqualTo("name=1 datatype=2 shape=3");
        assertThat(fields(ModelInferRequest.getDescriptor()))
                .isEqualTo("model_name=1 model_version=2 id=3 parameters=4 inputs=5 outputs=6 raw_input_contents=7");
        assertThat(fields(ModelInferRequest.InferInputTensor.getDescriptor()))
                .isEqualTo("name=1 datatype=2 shape=3 parameters=4 contents=5");
        assertThat(fields(ModelInferRequest.InferRequestedOutputTensor.getDescriptor()))
                .isEqualTo("name=1 parameters=2");
        assertThat(fields(ModelInferResponse.getDescriptor()))
                .isEqualTo("model_name=1 model_version=2 id=3 parameters=4 outputs=5 raw_output_contents=6");
        assertThat(fields(ModelInferResponse.InferOutputTensor.getDescriptor()))
                .isEqualTo("name=1 datatype=2 shape=3 parameters=4 contents=5");
        assertThat(fields(InferParameter.getDescriptor()))
                .isEqualTo("bool_param=1 int64_param=2 string_param=3 double_param=4 uint64_param=5");
        assertThat(fields(InferTensorContents.getDescriptor()))
                .isEqualTo("bool_contents=1 int_contents=2 int64_contents=3 uint_contents=4 uint64_contents=5"
                        + " fp32_contents=6 fp64_contents=7 bytes_contents=8");
    }

    private static String fields(Descriptor message) {
        return message.getFields().stream()
                .map((FieldDescriptor field) -> field.getName() + "=" + field.getNumber())
                .collect(Collectors.joining(" "));
    }
}
