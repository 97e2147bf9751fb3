package io.headrace.scoring.http;

import io.headrace.schemas.json.JsonMistake;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A problem (RFC 9457) of the plain route.
 *
 * @param detail what was found and what would be right
 * @param mistakes 400 only: each with its JSON pointer
 */
// Only described, in the OpenAPI document: answers are written as trees.
record ProblemDetails(
        String type,
        String title,
        int status,
        String detail,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        List<JsonMistake> mistakes) {}
