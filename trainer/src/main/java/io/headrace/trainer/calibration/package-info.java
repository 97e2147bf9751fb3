/** From margins to probabilities and decisions, learned on the validation part. */
@NullMarked
package io.headrace.trainer.calibration;

import org.jspecify.annotations.NullMarked;
