/** A feature's distribution in the training window, frozen: counted by the trainer, compared with by the drift monitor. */
@NullMarked
package io.headrace.model.baseline;

import org.jspecify.annotations.NullMarked;
