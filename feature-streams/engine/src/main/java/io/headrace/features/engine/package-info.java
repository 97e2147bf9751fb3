/**
 * The feature engine: a definition's features compiled once, and run the same way in streaming, at request time and in
 * replay. Pure: no Kafka, no clock, no I/O.
 */
@NullMarked
package io.headrace.features.engine;

import org.jspecify.annotations.NullMarked;
