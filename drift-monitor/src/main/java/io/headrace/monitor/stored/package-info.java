/** How records are written to state stores and to the internal topic. */
@NullMarked
package io.headrace.monitor.stored;

import org.jspecify.annotations.NullMarked;
