/** The trainer on Kafka: examples and requests in, versions and alerts out. */
@NullMarked
package io.headrace.trainer.app;

import org.jspecify.annotations.NullMarked;
