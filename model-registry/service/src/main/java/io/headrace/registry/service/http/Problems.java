package io.headrace.registry.service.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;

/** Problem details (RFC 9457). */
final class Problems {

    private static final MediaType PROBLEM = MediaType.of("application/problem+json");

    private Problems() {}

    static HttpResponse<byte[]> badRequest(String detail) {
        return response(HttpStatus.BAD_REQUEST, "The request does not fit", detail);
    }

    static HttpResponse<byte[]> notFound(String detail) {
        return response(HttpStatus.NOT_FOUND, "No such model", detail);
    }

    static HttpResponse<byte[]> conflict(String detail) {
        return response(HttpStatus.CONFLICT, "Not in this state", detail);
    }

    static HttpResponse<byte[]> damaged(String detail) {
        return response(HttpStatus.INTERNAL_SERVER_ERROR, "The model's bytes are damaged", detail);
    }

    static HttpResponse<byte[]> unavailable(String detail) {
        return response(HttpStatus.SERVICE_UNAVAILABLE, "Not ready", detail);
    }

    private static HttpResponse<byte[]> response(HttpStatus status, String title, String detail) {
        return HttpResponse.status(status)
                .contentType(PROBLEM)
                .body(Json.bytes(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status.getCode())
                        .put("detail", detail)));
    }
}
