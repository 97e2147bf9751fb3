/** A task's state: one store in sections, which hold back what is written to them until the commit. */
@NullMarked
package io.headrace.runtime.streams.store;

import org.jspecify.annotations.NullMarked;
