/** The pipelines that are measured, and the events that are sent through them. */
@NullMarked
package io.headrace.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
