/** The feature engine and the label join on Kafka Streams. */
@NullMarked
package io.headrace.features.app.topology;

import org.jspecify.annotations.NullMarked;
