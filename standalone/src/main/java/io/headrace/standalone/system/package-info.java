/** Broker, schema registry and apps started and stopped together, on one data directory. */
@NullMarked
package io.headrace.standalone.system;

import org.jspecify.annotations.NullMarked;
