package io.headrace.scoring.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.model.ModelFailure;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.json.JsonMistake;
import io.headrace.scoring.metrics.Route;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.request.EventScorer;
import io.headrace.scoring.request.ScoreResult;
import io.headrace.scoring.request.ScoredEvent;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;

/** The plain route: events in, what the model says of them out. */
// A 200 stands in @Operation: in @ApiResponse its media type would be documented as what the route produces, any.
@Controller
final class ScoreController {

    private static final String EVENT = """
            {"txId": "t-1", "at": "2026-03-01T10:00:00Z", "customerId": "c1", "terminalId": "k1", "amount": 12.5,
             "currency": "EUR"}""";
    private static final String SCORED = """
            {"eventId": "t-1", "model": "payments@3", "predictedClass": "false", "score": 0.03,
             "probabilities": {"false": 0.97, "true": 0.03}}""";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String pipeline;
    private final FeatureSignature signature;
    private final EventScorer scorer;
    private final ScoringMetrics metrics;

    ScoreController(PipelineDefinition definition, EventScorer scorer, ScoringMetrics metrics) {
        this.pipeline = definition.pipeline().value();
        this.signature = FeatureSignature.of(definition);
        this.scorer = scorer;
        this.metrics = metrics;
    }

    /**
     * Scores one event or an array of them, each with the features it has at its own time.
     *
     * @param name the pipeline
     * @param request its body: one event as JSON against the event schema, or an array
     * @param explain {@code features}: the answer shows the feature values, too
     */
    @RequestBody(
            required = true,
            description = "One event against the event schema, or an array of them",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, examples = @ExampleObject(EVENT)))
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The prediction; an array is answered by an array",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            examples = @ExampleObject(SCORED))))
    @ApiResponse(
            responseCode = "400",
            description = "An event or explain does not fit: every mistake; nothing was scored",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "404",
            description = "This server scores another pipeline",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "500",
            description = "The model failed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @ApiResponse(
            responseCode = "503",
            description = "Not ready yet, and why",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                            schema = @Schema(implementation = ProblemDetails.class)))
    @Post(value = "/v1/pipelines/{name}/score", consumes = MediaType.ALL, produces = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> score(
            @PathVariable String name,
            HttpRequest<byte[]> request,
            @Parameter(required = false) @QueryValue(defaultValue = "") String explain) {
        long start = System.nanoTime();
        try {
            Answer answer = answer(name, request.getBody().orElseGet(() -> new byte[0]), explain);
            metrics.request(Route.JSON, answer.outcome());
            return answer.response();
        } catch (ModelFailure failure) {
            metrics.request(Route.JSON, "failed");
            return Problems.failed(String.valueOf(failure.getMessage()));
        } finally {
            metrics.took(Route.JSON, System.nanoTime() - start);
        }
    }

    private record Answer(String outcome, HttpResponse<byte[]> response) {}

    private Answer answer(String name, byte[] body, String explain) {
        if (!name.equals(pipeline)) {
            return new Answer(
                    "not-found",
                    Problems.notFound("there is no pipeline \"" + name + "\" here; this server scores " + pipeline));
        }
        if (!explain.isEmpty() && !explain.equals("features")) {
            return new Answer(
                    "refused",
                    Problems.badRequest(
                            "explain: found \"" + explain + "\"; right is features, or nothing", List.of()));
        }
        return switch (scorer.score(body)) {
            case ScoreResult.Refused(List<JsonMistake> mistakes) ->
                new Answer(
                        "refused",
                        Problems.badRequest(
                                mistakes.size() + (mistakes.size() == 1 ? " mistake" : " mistakes")
                                        + "; nothing was scored",
                                mistakes));
            case ScoreResult.NotReady(String why) -> new Answer("not-ready", Problems.notReady(why));
            case ScoreResult.Scored(var model, List<ScoredEvent> events) -> {
                metrics.predicted(Route.JSON, model, events.size());
                yield new Answer("ok", ok(events, isArray(body), !explain.isEmpty()));
            }
        };
    }

    private HttpResponse<byte[]> ok(List<ScoredEvent> events, boolean array, boolean explain) {
        ArrayNode answers = JSON.arrayNode();
        events.forEach(event -> answers.add(answer(event, explain)));
        JsonNode document = array ? answers : answers.get(0);
        return HttpResponse.status(HttpStatus.OK)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(InferenceJson.bytes(document));
    }

    private ObjectNode answer(ScoredEvent event, boolean explain) {
        Prediction prediction = event.prediction();
        ObjectNode node = JSON.objectNode();
        node.put("eventId", prediction.getEventId());
        node.put("model", prediction.getModel());
        if (prediction.getPredictedClass() != null) {
            node.put("predictedClass", prediction.getPredictedClass());
        }
        put(node, "score", prediction.getScore());
        if (!prediction.getProbabilities().isEmpty()) {
            ObjectNode probabilities = node.putObject("probabilities");
            prediction.getProbabilities().forEach((name, value) -> put(probabilities, name, value));
        }
        if (event.stale()) {
            node.put("stale", true);
        }
        if (explain) {
            features(node.putObject("features"), event.row().values());
        }
        return node;
    }

    private void features(ObjectNode node, FeatureValues values) {
        for (int i = 0; i < signature.numeric().size(); i++) {
            put(node, signature.numeric().get(i), values.numeric()[i]);
        }
        for (int i = 0; i < signature.categorical().size(); i++) {
            String value = values.categorical()[i];
            if (value.isEmpty()) {
                node.putNull(signature.categorical().get(i));
            } else {
                node.put(signature.categorical().get(i), value);
            }
        }
    }

    /** JSON has no word for what is no finite number: null. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static boolean isArray(byte[] body) {
        for (byte character : body) {
            if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
                return character == '[';
            }
        }
        return false;
    }
}
