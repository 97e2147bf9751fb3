package io.headrace.scoring.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.model.ModelFailure;
import io.headrace.model.ModelRef;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.scoring.inference.InferenceAnswer;
import io.headrace.scoring.inference.InferenceFailure;
import io.headrace.scoring.inference.InferenceService;
import io.headrace.scoring.inference.ServerIdentity;
import io.headrace.scoring.metrics.Route;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import java.util.function.Supplier;

/** The Open Inference Protocol's REST side. */
@Controller
final class InferenceController {

    private static final String LIVE = """
            {"live": true}""";
    private static final String READY = """
            {"ready": true}""";
    private static final String MODEL_READY = """
            {"name": "payments", "ready": true}""";
    private static final String INFER = """
            {"inputs": [{"name": "numeric", "datatype": "FP32", "shape": [1, 2], "data": [12.5, null]}]}""";
    private static final String INFERRED = """
            {"model_name": "payments", "model_version": "3", "parameters": {"classes": "false,true"},
             "outputs": [{"name": "probabilities", "datatype": "FP32", "shape": [1, 2], "data": [0.97, 0.03]}]}""";

    private final PipelineDefinition definition;
    private final InferenceService service;
    private final ScoringMetrics metrics;

    InferenceController(PipelineDefinition definition, InferenceService service, ScoringMetrics metrics) {
        this.definition = definition;
        this.service = service;
        this.metrics = metrics;
    }

    /** The server's name, version and protocol extensions. */
    @ApiResponse(
            responseCode = "200",
            description = "The server",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @Get("/v2")
    HttpResponse<byte[]> server() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("name", ServerIdentity.NAME).put("version", ServerIdentity.version());
        ServerIdentity.EXTENSIONS.forEach(document.putArray("extensions")::add);
        return json(HttpStatus.OK, InferenceJson.bytes(document));
    }

    /** Whether the process lives. */
    @ApiResponse(
            responseCode = "200",
            description = "It does",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(LIVE)))
    @Get("/v2/health/live")
    HttpResponse<byte[]> live() {
        return flag(HttpStatus.OK, "live", true);
    }

    /** Whether the server can score. */
    @ApiResponse(
            responseCode = "200",
            description = "It can",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(READY)))
    @ApiResponse(
            responseCode = "503",
            description = "Not yet: ready is false",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @Get("/v2/health/ready")
    HttpResponse<byte[]> ready() {
        boolean ready = service.ready();
        return flag(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, "ready", ready);
    }

    /** Whether the model serves. */
    @ApiResponse(
            responseCode = "200",
            description = "It does",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(MODEL_READY)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model or version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "503",
            description = "It does not: ready is false",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @Get("/v2/models/{name}/ready")
    HttpResponse<byte[]> modelReady(@PathVariable String name) {
        return ready(name, Optional.empty());
    }

    /** Whether this version serves. */
    @ApiResponse(
            responseCode = "200",
            description = "It does",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(MODEL_READY)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model or version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "503",
            description = "It does not: ready is false",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @Get("/v2/models/{name}/versions/{version}/ready")
    HttpResponse<byte[]> versionReady(@PathVariable String name, @PathVariable String version) {
        return ready(name, Optional.of(version));
    }

    /** The tensors the model takes and gives. */
    @ApiResponse(
            responseCode = "200",
            description = "The metadata",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @ApiResponse(
            responseCode = "404",
            description = "No such model or version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "503",
            description = "Not ready yet",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @Get("/v2/models/{name}")
    HttpResponse<byte[]> model(@PathVariable String name) {
        return answered(() -> InferenceJson.write(service.metadata(name, Optional.empty())));
    }

    /** The tensors this version takes and gives. */
    @ApiResponse(
            responseCode = "200",
            description = "The metadata",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @ApiResponse(
            responseCode = "404",
            description = "No such model or version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "503",
            description = "Not ready yet",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @Get("/v2/models/{name}/versions/{version}")
    HttpResponse<byte[]> version(@PathVariable String name, @PathVariable String version) {
        return answered(() -> InferenceJson.write(service.metadata(name, Optional.of(version))));
    }

    /** Scores rows by whichever version serves. */
    @RequestBody(
            required = true,
            description = "Input tensors: numeric and categorical, or event",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(INFER)))
    @ApiResponse(
            responseCode = "200",
            description = "Output tensors",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(INFERRED)))
    @ApiResponse(
            responseCode = "400",
            description = "The request does not fit: every mistake",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model or version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "500",
            description = "The model failed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "503",
            description = "Not ready yet",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @Post(value = "/v2/models/{name}/infer", consumes = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> infer(@PathVariable String name, HttpRequest<byte[]> request) {
        return infer(name, Optional.empty(), request);
    }

    /** Scores rows by this version, if it serves. */
    @RequestBody(
            required = true,
            description = "Input tensors: numeric and categorical, or event",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(INFER)))
    @ApiResponse(
            responseCode = "200",
            description = "Output tensors",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(INFERRED)))
    @ApiResponse(
            responseCode = "400",
            description = "The request does not fit: every mistake",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model or version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "500",
            description = "The model failed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @ApiResponse(
            responseCode = "503",
            description = "Not ready yet",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceError.class)))
    @Post(value = "/v2/models/{name}/versions/{version}/infer", consumes = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> inferVersion(
            @PathVariable String name, @PathVariable String version, HttpRequest<byte[]> request) {
        return infer(name, Optional.of(version), request);
    }

    private HttpResponse<byte[]> infer(String name, Optional<String> version, HttpRequest<byte[]> request) {
        long start = System.nanoTime();
        try {
            InferenceAnswer answer =
                    service.infer(InferenceJson.read(request.getBody().orElseGet(() -> new byte[0]), name, version));
            metrics.request(Route.INFERENCE_HTTP, "ok");
            metrics.predicted(
                    Route.INFERENCE_HTTP,
                    new ModelRef.ByVersion(definition.pipeline(), answer.version()),
                    answer.rows());
            return json(HttpStatus.OK, InferenceJson.write(answer));
        } catch (InferenceFailure failure) {
            metrics.request(Route.INFERENCE_HTTP, failure.kind().outcome());
            return error(failure);
        } catch (ModelFailure failure) {
            metrics.request(Route.INFERENCE_HTTP, "failed");
            return error(HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(failure.getMessage()));
        } finally {
            metrics.took(Route.INFERENCE_HTTP, System.nanoTime() - start);
        }
    }

    private HttpResponse<byte[]> ready(String name, Optional<String> version) {
        try {
            boolean ready = service.ready(name, version);
            ObjectNode document =
                    JsonNodeFactory.instance.objectNode().put("name", name).put("ready", ready);
            return json(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, InferenceJson.bytes(document));
        } catch (InferenceFailure failure) {
            return error(failure);
        }
    }

    private static HttpResponse<byte[]> answered(Supplier<byte[]> call) {
        try {
            return json(HttpStatus.OK, call.get());
        } catch (InferenceFailure failure) {
            return error(failure);
        }
    }

    private static HttpResponse<byte[]> error(InferenceFailure failure) {
        HttpStatus status = switch (failure.kind()) {
            case BAD_REQUEST -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case NOT_READY -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        return error(status, String.valueOf(failure.getMessage()));
    }

    private static HttpResponse<byte[]> error(HttpStatus status, String message) {
        return json(
                status,
                InferenceJson.bytes(JsonNodeFactory.instance.objectNode().put("error", message)));
    }

    private static HttpResponse<byte[]> flag(HttpStatus status, String name, boolean value) {
        return json(
                status,
                InferenceJson.bytes(JsonNodeFactory.instance.objectNode().put(name, value)));
    }

    private static HttpResponse<byte[]> json(HttpStatus status, byte[] document) {
        return HttpResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(document);
    }
}
