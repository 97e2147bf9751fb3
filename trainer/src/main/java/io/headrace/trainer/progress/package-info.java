/** How training goes, told as it happens: Micronaut application events for whoever listens in the same process. */
@NullMarked
package io.headrace.trainer.progress;

import org.jspecify.annotations.NullMarked;
