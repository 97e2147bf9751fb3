/** Cleaning on Kafka Streams: decoding, duplicates, the program, quarantine. */
@NullMarked
package io.headrace.cleaning.topology;

import org.jspecify.annotations.NullMarked;
