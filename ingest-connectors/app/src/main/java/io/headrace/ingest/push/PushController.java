package io.headrace.ingest.push;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.json.JsonMistake;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.schemas.topics.Topics;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events, labels and events of further streams by HTTP: plain JSON against their Avro schema, one object, an array, or one object a line. A request is
 * written as a whole or refused as a whole, and answered once the broker has acknowledged every record.
 */
@ApiResponse(
        responseCode = "400",
        description = "At least one record does not fit: every mistake; nothing was written",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                        schema = @Schema(implementation = ProblemDetails.class)))
@ApiResponse(
        responseCode = "404",
        description = "The process serves another pipeline, or this one has no such stream",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                        schema = @Schema(implementation = ProblemDetails.class)))
@ApiResponse(
        responseCode = "413",
        description = "The body, or a record, is larger than one may be; nothing was written",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                        schema = @Schema(implementation = ProblemDetails.class)))
@ApiResponse(
        responseCode = "503",
        description = "The broker or the schema registry did not answer in time; send the records again",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_PROBLEM,
                        schema = @Schema(implementation = ProblemDetails.class)))
// A 200 stands in @Operation: in @ApiResponse its media type would be documented as what the route produces, any.
@Controller("/v1/pipelines/{pipeline}")
final class PushController {

    private static final String WRITTEN = """
            {"written": 1, "records": [{"id": "t-1", "at": "payments.raw-2@88123"}]}""";
    private static final String EVENT = """
            {"txId": "t-1", "at": "2026-05-01T10:00:00Z", "amount": 12.5, "currency": "EUR"}""";
    private static final String LABEL = """
            {"txId": "t-1", "fraud": true}""";
    private static final String STREAM_EVENT = """
            {"sessionId": "s-1", "at": "2026-05-01T09:58:00Z", "customerId": "c-17", "success": true}""";
    private static final String NDJSON = "application/x-ndjson";

    /** Where records of one kind go, and how they are read. */
    private record Way(PushKind kind, String topic, org.apache.avro.Schema schema, PushReader reader) {}

    private final String pipeline;
    private final Way events;
    private final Way labels;
    private final Map<String, Way> streams = new LinkedHashMap<>();
    private final PushApp app;
    private final PushMetrics metrics;

    PushController(PipelineDefinition definition, Topics topics, PushSettings settings, PushApp app) {
        Clock clock = Clock.systemUTC();
        PipelineSchemas schemas = PipelineSchemas.of(definition);
        this.pipeline = definition.pipeline().value();
        this.events = new Way(
                PushKind.EVENTS,
                topics.raw(),
                schemas.event(),
                PushReader.events(definition.events(), settings.maxRecords(), clock));
        this.labels = new Way(
                PushKind.LABELS,
                topics.labels(),
                schemas.label(),
                PushReader.labels(definition, settings.maxRecords(), clock));
        definition
                .streams()
                .forEach(stream -> streams.put(
                        stream.name(),
                        new Way(
                                PushKind.of(stream),
                                topics.raw(stream),
                                stream.events().schema(),
                                PushReader.events(stream.events(), settings.maxRecords(), clock))));
        this.app = app;
        this.metrics = app.metrics();
    }

    /**
     * Writes events to the raw topic.
     *
     * @param pipeline the pipeline's name
     * @param request its body: events as JSON against the event schema
     */
    @RequestBody(
            required = true,
            description = "Events against the event schema; one object, an array, or one object a line",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, examples = @ExampleObject(EVENT)),
                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
            })
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The brokers have acknowledged every record; where each is",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject(WRITTEN))))
    @Post(value = "/events", consumes = MediaType.ALL, produces = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> events(@PathVariable String pipeline, HttpRequest<byte[]> request)
            throws InterruptedException {
        return push(events, pipeline, request.getBody());
    }

    /**
     * Writes labels to the labels topic; one without {@code labelledAt} became known now.
     *
     * @param pipeline the pipeline's name
     * @param request its body: labels as JSON: the event's id, the label, labelledAt
     */
    @RequestBody(
            required = true,
            description =
                    "Labels: the event's id, the label, labelledAt if it is not now; one object, an array, or one object a line",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, examples = @ExampleObject(LABEL)),
                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
            })
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The brokers have acknowledged every record; where each is",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject(WRITTEN))))
    @Post(value = "/labels", consumes = MediaType.ALL, produces = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> labels(@PathVariable String pipeline, HttpRequest<byte[]> request)
            throws InterruptedException {
        return push(labels, pipeline, request.getBody());
    }

    /**
     * Writes events of a further stream to its raw topic.
     *
     * @param pipeline the pipeline's name
     * @param stream the stream's name
     * @param request its body: events as JSON against the stream's schema
     */
    @RequestBody(
            required = true,
            description = "Events against the stream's schema; one object, an array, or one object a line",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, examples = @ExampleObject(STREAM_EVENT)),
                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
            })
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The brokers have acknowledged every record; where each is",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject(WRITTEN))))
    @Post(value = "/streams/{stream}/events", consumes = MediaType.ALL, produces = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> streamEvents(
            @PathVariable String pipeline, @PathVariable String stream, HttpRequest<byte[]> request)
            throws InterruptedException {
        if (!pipeline.equals(this.pipeline)) {
            return PushAnswers.noSuchPipeline(pipeline, this.pipeline);
        }
        Way way = streams.get(stream);
        return way == null
                ? PushAnswers.noSuchStream(stream, pipeline, List.copyOf(streams.keySet()))
                : push(way, request.getBody());
    }

    private HttpResponse<byte[]> push(Way way, String name, Optional<byte[]> body) throws InterruptedException {
        return name.equals(pipeline) ? push(way, body) : PushAnswers.noSuchPipeline(name, pipeline);
    }

    private HttpResponse<byte[]> push(Way way, Optional<byte[]> body) throws InterruptedException {
        PushBatch batch = body.map(way.reader()::read)
                .orElseGet(() -> new PushBatch.Bad(1, List.of(new JsonMistake("", "nothing", "JSON text"))));
        return switch (batch) {
            case PushBatch.Bad bad -> {
                metrics.refused(way.kind(), bad.size());
                yield PushAnswers.refused(bad);
            }
            case PushBatch.Good(List<PushedRecord> records) -> write(way, records);
        };
    }

    private HttpResponse<byte[]> write(Way way, List<PushedRecord> records) throws InterruptedException {
        long start = System.nanoTime();
        Optional<PushProducer> producer = app.producer();
        if (producer.isEmpty()) {
            metrics.written(way.kind(), 0, records.size(), System.nanoTime() - start);
            return PushAnswers.unavailable("The process is starting or stopping.");
        }
        try {
            return switch (producer.get().write(way.topic(), way.schema(), records)) {
                case PushOutcome.Sent(PushResult result) -> {
                    long failed = records.size() - result.acknowledged();
                    metrics.written(way.kind(), result.acknowledged(), failed, System.nanoTime() - start);
                    yield result.complete() ? PushAnswers.written(result) : PushAnswers.incomplete(result);
                }
                case PushOutcome.TooLarge tooLarge -> {
                    metrics.refused(way.kind(), records.size());
                    yield PushAnswers.tooLarge(tooLarge);
                }
            };
        } catch (SchemaRegistryUnavailable e) {
            metrics.written(way.kind(), 0, records.size(), System.nanoTime() - start);
            return PushAnswers.unavailable(String.valueOf(e.getMessage()));
        }
    }
}
