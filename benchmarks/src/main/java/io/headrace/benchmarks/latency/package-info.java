/** How long from an event to its prediction: the whole system. */
@NullMarked
package io.headrace.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
