/** The life of a Kafka Streams topology within an app. */
@NullMarked
package io.headrace.runtime.streams;

import org.jspecify.annotations.NullMarked;
