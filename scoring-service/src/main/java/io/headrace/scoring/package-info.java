/** The scoring service: every event's prediction, on topics, over HTTP and over gRPC, by a model that can be swapped. */
@NullMarked
package io.headrace.scoring;

import org.jspecify.annotations.NullMarked;
