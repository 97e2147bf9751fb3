package io.headrace.scoring.http;

/**
 * An error of the inference protocol.
 *
 * @param error what was found and what would be right
 */
// Only described, in the OpenAPI document: answers are written as trees.
record InferenceError(String error) {}
