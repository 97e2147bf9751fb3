package io.headrace.scoring.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.json.JsonMistake;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import java.util.List;

/** Problem details (RFC 9457) of the plain route. */
final class Problems {

    private static final MediaType PROBLEM = MediaType.of("application/problem+json");

    private Problems() {}

    static HttpResponse<byte[]> badRequest(String detail, List<JsonMistake> mistakes) {
        ObjectNode problem = problem(HttpStatus.BAD_REQUEST, "The request does not fit", detail);
        if (!mistakes.isEmpty()) {
            var list = problem.putArray("mistakes");
            mistakes.forEach(mistake -> list.addObject()
                    .put("pointer", mistake.pointer())
                    .put("found", mistake.found())
                    .put("right", mistake.right()));
        }
        return response(HttpStatus.BAD_REQUEST, problem);
    }

    static HttpResponse<byte[]> notFound(String detail) {
        return response(HttpStatus.NOT_FOUND, problem(HttpStatus.NOT_FOUND, "Not here", detail));
    }

    static HttpResponse<byte[]> notReady(String why) {
        return response(HttpStatus.SERVICE_UNAVAILABLE, problem(HttpStatus.SERVICE_UNAVAILABLE, "Not ready yet", why));
    }

    static HttpResponse<byte[]> failed(String detail) {
        return response(
                HttpStatus.INTERNAL_SERVER_ERROR,
                problem(HttpStatus.INTERNAL_SERVER_ERROR, "The server failed", detail));
    }

    private static ObjectNode problem(HttpStatus status, String title, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status.getCode())
                .put("detail", detail);
    }

    private static HttpResponse<byte[]> response(HttpStatus status, ObjectNode problem) {
        return HttpResponse.status(status).contentType(PROBLEM).body(InferenceJson.bytes(problem));
    }
}
