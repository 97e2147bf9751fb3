/**
 * CEL expressions over the fields of an event and over other features: compiled and checked once, then evaluated for each
 * event. Knows Avro and CEL, nothing of pipelines.
 */
@NullMarked
package io.headrace.schemas.expression;

import org.jspecify.annotations.NullMarked;
