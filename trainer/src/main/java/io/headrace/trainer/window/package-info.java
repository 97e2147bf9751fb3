/** Which examples are trained on and when training is due; no Kafka, no clock. */
@NullMarked
package io.headrace.trainer.window;

import org.jspecify.annotations.NullMarked;
