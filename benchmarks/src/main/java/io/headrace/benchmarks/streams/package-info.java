/** How many records in a second: each app beside a bare transactional loop. */
@NullMarked
package io.headrace.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
