/** {@code headrace bench features}: the feature engine alone, without Kafka. */
@NullMarked
package io.headrace.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
