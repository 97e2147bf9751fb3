/** The drift monitor: live data and live accuracy against what the champion was trained on. */
@NullMarked
package io.headrace.monitor;

import org.jspecify.annotations.NullMarked;
