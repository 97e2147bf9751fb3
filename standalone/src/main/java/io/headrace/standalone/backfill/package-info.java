/** Rows and examples of history, computed beside the stream: {@link io.headrace.standalone.backfill.Backfill}. */
@NullMarked
package io.headrace.standalone.backfill;

import org.jspecify.annotations.NullMarked;
