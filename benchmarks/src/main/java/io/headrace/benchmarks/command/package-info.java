/** The command line. */
@NullMarked
package io.headrace.benchmarks.command;

import org.jspecify.annotations.NullMarked;
