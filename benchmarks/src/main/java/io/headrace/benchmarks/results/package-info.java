/** What is kept of a measurement: raw runs and the machine they were made on. */
@NullMarked
package io.headrace.benchmarks.results;

import org.jspecify.annotations.NullMarked;
