/** Tests on counts: pure, without knowledge of streams or models. */
@NullMarked
package io.headrace.monitor.statistics;

import org.jspecify.annotations.NullMarked;
