/** What a model family is: fits, predicts, explains and writes itself as an ONNX graph. */
@NullMarked
package io.headrace.trainer.family;

import org.jspecify.annotations.NullMarked;
