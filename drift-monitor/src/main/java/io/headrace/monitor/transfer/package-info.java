/** What partitions found on its way to where all are watched together: many observations to a record. */
@NullMarked
package io.headrace.monitor.transfer;

import org.jspecify.annotations.NullMarked;
