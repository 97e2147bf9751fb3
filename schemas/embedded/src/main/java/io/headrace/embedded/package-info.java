/** A real Kafka broker and a real schema registry on this machine: the standalone default, and what integration tests run against. */
@NullMarked
package io.headrace.embedded;

import org.jspecify.annotations.NullMarked;
