package io.headrace.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.headrace.embedded.StartFailure;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc;
import io.headrace.scoring.grpc.protocol.InferTensorContents;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import io.headrace.scoring.grpc.protocol.ModelInferRequest.InferInputTensor;
import io.headrace.scoring.grpc.protocol.ModelInferResponse;
import io.headrace.standalone.status.AppsHttp;
import io.headrace.standalone.system.RunningSystem;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headrace score}: scores events, by HTTP or gRPC, with nothing else installed. */
@Command(
        name = "score",
        description = "Scores an event, or an array of them, on a running system.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "EVENT",
            description = "The event as JSON, by its schema; @FILE reads a file, - standard input.")
    private String argument = "";

    private String event = "";

    @Option(names = "--grpc", description = "Ask by gRPC (Open Inference Protocol) instead of HTTP.")
    private boolean grpc;

    @Mixin
    private RunningOption running = new RunningOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        event = EventArgument.read(argument, System.in);
        RunningSystem system = running.system();
        String pipeline = running.definition().pipeline().value();
        JsonNode answer = grpc ? json(byGrpc(system, pipeline)) : byHttp(system, pipeline);
        output.show(() -> answer, () -> lines(answer));
        return 0;
    }

    private JsonNode byHttp(RunningSystem system, String pipeline) {
        try (AppsHttp http = new AppsHttp(system.httpUrl())) {
            return http.post("/v1/pipelines/" + pipeline + "/score", event);
        }
    }

    private ModelInferResponse byGrpc(RunningSystem system, String pipeline) {
        ManagedChannel channel = Grpc.newChannelBuilder(system.grpcAddress(), InsecureChannelCredentials.create())
                .build();
        try {
            ModelInferRequest request = ModelInferRequest.newBuilder()
                    .setModelName(pipeline)
                    .addInputs(InferInputTensor.newBuilder()
                            .setName("event")
                            .setDatatype("BYTES")
                            .addShape(1)
                            .setContents(
                                    InferTensorContents.newBuilder().addBytesContents(ByteString.copyFromUtf8(event))))
                    .build();
            return GRPCInferenceServiceGrpc.newBlockingStub(channel).modelInfer(request);
        } catch (StatusRuntimeException e) {
            throw new StartFailure(
                    system.grpcAddress() + " answered " + e.getStatus().getCode() + ": "
                            + e.getStatus().getDescription(),
                    e);
        } finally {
            channel.shutdownNow();
        }
    }

    static ObjectNode json(ModelInferResponse answer) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("model", answer.getModelName() + "@" + answer.getModelVersion());
        String classes = answer.getParametersMap().containsKey("classes")
                ? answer.getParametersOrThrow("classes").getStringParam()
                : "";
        ArrayNode names = document.putArray("classes");
        if (!classes.isEmpty()) {
            for (String name : classes.split(",", -1)) {
                names.add(name);
            }
        }
        ObjectNode outputs = document.putObject("outputs");
        answer.getOutputsList().forEach(tensor -> {
            ArrayNode values = outputs.putArray(tensor.getName());
            tensor.getContents().getFp32ContentsList().forEach(values::add);
        });
        return document;
    }

    private static List<String> lines(JsonNode answer) {
        return answer.isArray() ? answer.valueStream().map(ScoreCommand::text).toList() : List.of(text(answer));
    }

    static String text(JsonNode scored) {
        if (scored.has("outputs")) {
            return scored.path("model").asText() + "  " + scored.path("classes") + "  " + scored.path("outputs");
        }
        return String.format(
                Locale.ROOT,
                "%s  %s  %s  score %.4f",
                scored.path("eventId").asText(),
                scored.path("model").asText(),
                scored.path("predictedClass").asText(""),
                scored.path("score").asDouble());
    }
}
