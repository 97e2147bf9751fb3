/** How long an app with much state takes to go on after it was killed. */
@NullMarked
package io.headrace.benchmarks.restart;

import org.jspecify.annotations.NullMarked;
