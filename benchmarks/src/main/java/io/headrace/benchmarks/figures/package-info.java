/** From what was counted to the figures that are shown: pure. */
@NullMarked
package io.headrace.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
