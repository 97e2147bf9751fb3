/** Gradient-boosted trees by XGBoost, written as an ONNX tree ensemble. */
@NullMarked
package io.headrace.trainer.trees;

import org.jspecify.annotations.NullMarked;
