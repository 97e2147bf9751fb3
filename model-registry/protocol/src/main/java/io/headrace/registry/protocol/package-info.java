/** The registry topics' protocol over Kafka: one reader that follows them, one writer, and a store of model bytes. */
@NullMarked
package io.headrace.registry.protocol;

import org.jspecify.annotations.NullMarked;
