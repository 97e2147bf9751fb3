/** State stores that hold back what is written to them until the commit: what changes with every record is encoded and sent once. */
@NullMarked
package io.headrace.runtime.streams.store;

import org.jspecify.annotations.NullMarked;
