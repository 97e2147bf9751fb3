/** A window's rows, kept by feature name until they are counted on a version's bins. Pure. */
@NullMarked
package io.headrace.monitor.window;

import org.jspecify.annotations.NullMarked;
