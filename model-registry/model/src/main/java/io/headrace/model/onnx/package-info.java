/** Writes ONNX graphs: the format's messages and a builder whose bytes depend on nothing but the calls. */
@NullMarked
package io.headrace.model.onnx;

import org.jspecify.annotations.NullMarked;
