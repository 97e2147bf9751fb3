/** The watch of a pipeline: its windows, its labelled predictions and its alarms, in state stores. */
@NullMarked
package io.headrace.monitor.watch;

import org.jspecify.annotations.NullMarked;
