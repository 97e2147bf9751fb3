/** Windows of live rows against a champion's baseline: counts, verdict, where the change began. Pure. */
@NullMarked
package io.headrace.monitor.drift;

import org.jspecify.annotations.NullMarked;
