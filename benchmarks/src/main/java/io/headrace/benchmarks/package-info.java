/** Measures the running system beside bare Kafka: {@code headrace bench}. */
@NullMarked
package io.headrace.benchmarks;

import org.jspecify.annotations.NullMarked;
