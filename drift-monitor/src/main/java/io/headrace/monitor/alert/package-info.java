/** What follows from a window or a check: alerts, recoveries, retrain requests. Pure. */
@NullMarked
package io.headrace.monitor.alert;

import org.jspecify.annotations.NullMarked;
