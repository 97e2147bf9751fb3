/** The processes that are measured and those that they need. */
@NullMarked
package io.headrace.benchmarks.process;

import org.jspecify.annotations.NullMarked;
