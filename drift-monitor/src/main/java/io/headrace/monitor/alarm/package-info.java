/** What follows from a window or a check: alerts, recoveries, retrain requests. Pure. */
@NullMarked
package io.headrace.monitor.alarm;

import org.jspecify.annotations.NullMarked;
