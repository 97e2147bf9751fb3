/** Windows of live rows against what a version was trained on: counts, verdict, where the change began. Pure. */
@NullMarked
package io.headrace.monitor.drift;

import org.jspecify.annotations.NullMarked;
