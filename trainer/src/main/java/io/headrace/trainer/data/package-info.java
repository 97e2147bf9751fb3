/** Examples as columns of numbers, split by event time. */
@NullMarked
package io.headrace.trainer.data;

import org.jspecify.annotations.NullMarked;
