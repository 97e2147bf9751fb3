/** How well predictions turn out on labels as they come. Pure. */
@NullMarked
package io.headrace.monitor.performance;

import org.jspecify.annotations.NullMarked;
