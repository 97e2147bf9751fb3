/** One training run: examples in, a candidate or a refusal out; no Kafka, no clock. */
@NullMarked
package io.headrace.trainer.run;

import org.jspecify.annotations.NullMarked;
