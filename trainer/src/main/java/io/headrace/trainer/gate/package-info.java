/** What a candidate must prove before it may serve. */
@NullMarked
package io.headrace.trainer.gate;

import org.jspecify.annotations.NullMarked;
