/**
 * The Open Inference Protocol without its transports: tensors in, one model version's answer out. HTTP and gRPC translate
 * to and from it.
 */
@NullMarked
package io.headrace.scoring.inference;

import org.jspecify.annotations.NullMarked;
