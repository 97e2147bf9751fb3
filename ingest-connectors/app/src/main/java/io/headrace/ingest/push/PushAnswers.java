package io.headrace.ingest.push;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.json.JsonMistake;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers of HTTP push; problems as problem details (RFC 9457). */
final class PushAnswers {

    private static final MediaType PROBLEM = MediaType.of("application/problem+json");
    private static final int MISTAKES_SHOWN = 100;
    private static final int LONGEST_ID = 100;
    private static final int RETRY_AFTER_SECONDS = 2;

    private PushAnswers() {}

    static HttpResponse<byte[]> written(PushResult result) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("written", result.acknowledged());
        records(answer.putArray("records"), result);
        return response(HttpStatus.OK, MediaType.APPLICATION_JSON_TYPE, answer);
    }

    /** The broker did not take all of it: each record says whether it is written. */
    static HttpResponse<byte[]> incomplete(PushResult result) {
        ObjectNode problem = problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The broker has not acknowledged every record",
                result.acknowledged() + " of " + result.records().size()
                        + " records are acknowledged; the first failure: " + result.failure()
                        + ". Send them again: repeats of an event are dropped by its id.");
        problem.put("written", result.acknowledged());
        records(problem.putArray("records"), result);
        return later(problem);
    }

    static HttpResponse<byte[]> unavailable(String detail) {
        return later(problem(HttpStatus.SERVICE_UNAVAILABLE, "Not now", detail));
    }

    static HttpResponse<byte[]> refused(PushBatch.Bad bad) {
        int count = bad.mistakes().size();
        String detail = count + (count == 1 ? " mistake" : " mistakes") + " in " + bad.size()
                + (bad.size() == 1 ? " record" : " records") + "; nothing was written."
                + (count > MISTAKES_SHOWN ? " The first " + MISTAKES_SHOWN + " are shown." : "");
        ObjectNode problem = problem(HttpStatus.BAD_REQUEST, "The records do not fit the schema", detail);
        ArrayNode list = problem.putArray("mistakes");
        List<JsonMistake> shown = bad.mistakes().subList(0, Math.min(count, MISTAKES_SHOWN));
        shown.forEach(mistake -> list.addObject()
                .put("pointer", mistake.pointer())
                .put("found", mistake.found())
                .put("right", mistake.right()));
        return response(HttpStatus.BAD_REQUEST, PROBLEM, problem);
    }

    static HttpResponse<byte[]> tooLarge(PushOutcome.TooLarge tooLarge) {
        PushOutcome.Oversized first = tooLarge.records().getFirst();
        int count = tooLarge.records().size();
        ObjectNode problem = problem(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                "Larger than a record may be",
                (count == 1 ? "A record is" : count + " records are") + " too large; nothing was written. Record "
                        + first.index() + " (from 0) has " + first.bytes() + " bytes with its key; "
                        + tooLarge.limitBytes()
                        + " or less would be right.");
        problem.put("limitBytes", tooLarge.limitBytes());
        ArrayNode list = problem.putArray("records");
        tooLarge.records()
                .subList(0, Math.min(count, MISTAKES_SHOWN))
                .forEach(record -> list.addObject()
                        .put("index", record.index())
                        .put("id", shortened(record.id()))
                        .put("bytes", record.bytes()));
        return response(HttpStatus.REQUEST_ENTITY_TOO_LARGE, PROBLEM, problem);
    }

    private static String shortened(String id) {
        return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID) + "…";
    }

    static HttpResponse<byte[]> noSuchPipeline(String found, String right) {
        return response(
                HttpStatus.NOT_FOUND,
                PROBLEM,
                problem(
                        HttpStatus.NOT_FOUND,
                        "No such pipeline",
                        "There is no pipeline \"" + found + "\" here; this process serves " + right + "."));
    }

    /** @param streams the further streams that there are */
    static HttpResponse<byte[]> noSuchStream(String found, String pipeline, List<String> streams) {
        String right = streams.isEmpty()
                ? "it has none; its own events go to /v1/pipelines/" + pipeline + "/events"
                : "it has " + String.join(", ", streams);
        return response(
                HttpStatus.NOT_FOUND,
                PROBLEM,
                problem(
                        HttpStatus.NOT_FOUND,
                        "No such stream",
                        "The pipeline " + pipeline + " has no further stream \"" + found + "\"; " + right + "."));
    }

    private static void records(ArrayNode list, PushResult result) {
        result.records().forEach(item -> {
            ObjectNode node = list.addObject().put("id", item.id());
            item.place().ifPresentOrElse(place -> node.put("at", place), () -> node.put("failure", item.failure()));
        });
    }

    private static ObjectNode problem(HttpStatus status, String title, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status.getCode())
                .put("detail", detail);
    }

    private static HttpResponse<byte[]> later(ObjectNode problem) {
        return response(HttpStatus.SERVICE_UNAVAILABLE, PROBLEM, problem)
                .header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
    }

    private static MutableHttpResponse<byte[]> response(HttpStatus status, MediaType type, ObjectNode body) {
        return HttpResponse.<byte[]>status(status)
                .contentType(type)
                .body(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
