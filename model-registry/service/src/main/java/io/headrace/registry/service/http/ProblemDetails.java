package io.headrace.registry.service.http;

/**
 * A problem (RFC 9457).
 *
 * @param detail what was found and what would be right
 */
// Only described, in the OpenAPI document: answers are written as trees.
record ProblemDetails(String type, String title, int status, String detail) {}
