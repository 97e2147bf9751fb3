/** A champion's baseline, ready to hold live rows against. */
@NullMarked
package io.headrace.monitor.baseline;

import org.jspecify.annotations.NullMarked;
