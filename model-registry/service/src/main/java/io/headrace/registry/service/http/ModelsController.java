package io.headrace.registry.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRef;
import io.headrace.registry.protocol.Fetched;
import io.headrace.registry.protocol.NoSuchModel;
import io.headrace.registry.protocol.RegistryConflict;
import io.headrace.registry.protocol.view.PipelineModels;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.registry.service.Registry;
import io.headrace.registry.service.RegistryApp;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The registry's routes. What is answered from memory is answered at once; what waits for Kafka runs on the blocking executor.
 */
@ApiResponse(
        responseCode = "503",
        description = "The registry topic is being read, or Kafka does not answer",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                        schema = @Schema(implementation = ProblemDetails.class)))
// A 200 stands in @Operation: in @ApiResponse its media type would be documented as what the route produces, any.
@Controller("/v1/models")
final class ModelsController {

    private static final String PROMOTE = """
            {"version": 2, "who": "anna", "why": "better on the newest week"}""";
    private static final String ROLLBACK = """
            {"who": "anna", "why": "alarms doubled since"}""";
    private static final String MOVED = """
            {"pipeline": "payments", "alias": "champion", "version": 2, "previous": 1,
             "who": "anna", "when": "2026-05-01T10:00:00Z", "why": "better on the newest week"}""";

    private final RegistryApp app;

    ModelsController(RegistryApp app) {
        this.app = app;
    }

    /** Every pipeline with its champion and its number of versions. */
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "A line a pipeline",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            array = @ArraySchema(schema = @Schema(type = "object")))))
    @Get(produces = MediaType.ALL)
    HttpResponse<byte[]> list() {
        return answer(
                registry -> ok(ModelJson.pipelines(registry.reader().view().pipelines())));
    }

    /** A pipeline's aliases, versions and history. */
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "Aliases, versions and history",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(type = "object"))))
    @ApiResponse(
            responseCode = "400",
            description = "The pipeline has no name a pipeline can have",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @Get(value = "/{pipeline}", produces = MediaType.ALL)
    HttpResponse<byte[]> pipeline(@PathVariable String pipeline) {
        return answer(registry -> ok(ModelJson.pipeline(models(registry, pipeline))));
    }

    /** A version with its metrics, gates and lineage. */
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "Metrics, gates and lineage",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(type = "object"))))
    @ApiResponse(
            responseCode = "400",
            description = "The version is no whole number from 1 on",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @Get(value = "/{pipeline}/versions/{version}", produces = MediaType.ALL)
    HttpResponse<byte[]> version(@PathVariable String pipeline, @PathVariable String version) {
        return answer(registry -> ok(ModelJson.version(published(registry, pipeline, version))));
    }

    /** A version's ONNX bytes. */
    @ApiResponse(
            responseCode = "200",
            description = "The model",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "400",
            description = "The version is no whole number from 1 on",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "500",
            description = "The bytes are damaged",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @Get(value = "/{pipeline}/versions/{version}/model.onnx", produces = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> download(@PathVariable String pipeline, @PathVariable String version) {
        return answer(registry -> {
            VersionPublished published = published(registry, pipeline, version);
            String name = pipeline + "-" + published.version().getVersion() + ".onnx";
            return switch (registry.artifacts().fetch(published.version().getArtifact())) {
                case Fetched.Found(ModelArtifact artifact) ->
                    HttpResponse.ok(artifact.onnx())
                            .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE)
                            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                            .header(HttpHeaders.ETAG, "\"" + artifact.sha256() + "\"");
                case Fetched.Broken(String sentence) -> Problems.damaged(sentence);
            };
        });
    }

    /** Lets a version be the champion. */
    @RequestBody(
            required = true,
            description = "Which version, by whom and why",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(PROMOTE)))
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The alias as it is now",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject(MOVED))))
    @ApiResponse(
            responseCode = "400",
            description = "The body does not fit: every mistake",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "409",
            description = "It is the champion already, or it failed a gate",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @Post(value = "/{pipeline}/promote", consumes = MediaType.ALL, produces = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> promote(@PathVariable String pipeline, @Parameter(hidden = true) @Body @Nullable String body) {
        return answer(registry -> {
            ChangeRequest request = ChangeRequest.promotion(orEmpty(body));
            ModelRef.ByVersion reference =
                    new ModelRef.ByVersion(models(registry, pipeline).pipeline(), request.version());
            return ok(ModelJson.alias(registry.writer().promote(reference, request.by())));
        });
    }

    /** Lets the champion before be the champion again. */
    @RequestBody(
            required = true,
            description = "By whom and why",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(ROLLBACK)))
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The alias as it is now",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject(MOVED))))
    @ApiResponse(
            responseCode = "400",
            description = "The body does not fit: every mistake",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "404",
            description = "No such model",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "409",
            description = "There is no champion before this one",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @Post(value = "/{pipeline}/rollback", consumes = MediaType.ALL, produces = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> rollback(
            @PathVariable String pipeline, @Parameter(hidden = true) @Body @Nullable String body) {
        return answer(registry -> {
            ChangeRequest request = ChangeRequest.rollback(orEmpty(body));
            PipelineName name = models(registry, pipeline).pipeline();
            return ok(ModelJson.alias(registry.writer().rollBack(name, request.by())));
        });
    }

    private HttpResponse<byte[]> answer(Function<Registry, HttpResponse<byte[]>> question) {
        Optional<Registry> registry = app.ready();
        if (registry.isEmpty()) {
            return Problems.unavailable("the registry topic is being read; ask again in a moment");
        }
        try {
            return question.apply(registry.get());
        } catch (NoSuchModel e) {
            return Problems.notFound(String.valueOf(e.getMessage()));
        } catch (RegistryConflict e) {
            return Problems.conflict(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return Problems.badRequest(String.valueOf(e.getMessage()));
        } catch (KafkaException | SchemaRegistryUnavailable e) {
            return Problems.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static PipelineModels models(Registry registry, String pipeline) {
        PipelineModels models = registry.reader().view().of(new PipelineName(pipeline));
        if (models.versions().isEmpty()) {
            throw new NoSuchModel("the registry has no models of the pipeline \"" + pipeline + "\"");
        }
        return models;
    }

    private static VersionPublished published(Registry registry, String pipeline, String version) {
        if (!version.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(
                    "found the version \"" + version + "\"; a whole number from 1 on would be right");
        }
        return models(registry, pipeline)
                .version(Integer.parseInt(version))
                .orElseThrow(() -> new NoSuchModel("there is no model " + pipeline + "@" + version));
    }

    private static String orEmpty(@Nullable String body) {
        return body == null ? "" : body;
    }

    private static HttpResponse<byte[]> ok(JsonNode document) {
        return HttpResponse.status(HttpStatus.OK)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(Json.bytes(document));
    }
}
