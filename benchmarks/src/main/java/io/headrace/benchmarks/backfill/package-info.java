/** Backfill beside a database that computes the same. */
@NullMarked
package io.headrace.benchmarks.backfill;

import org.jspecify.annotations.NullMarked;
