/** What the scoring service counts and times. */
@NullMarked
package io.headrace.scoring.metrics;

import org.jspecify.annotations.NullMarked;
