/** Scoring over gRPC: the Open Inference Protocol's service, reflection and health. */
@NullMarked
package io.headrace.scoring.grpc;

import org.jspecify.annotations.NullMarked;
