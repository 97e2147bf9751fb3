/** Features and model in one call: how long a caller waits, and how many calls there are in a second. */
@NullMarked
package io.headrace.benchmarks.online;

import org.jspecify.annotations.NullMarked;
