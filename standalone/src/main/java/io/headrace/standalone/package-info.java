/** The whole of Headrace on one machine: broker, schema registry, every app, and the command line. */
@NullMarked
package io.headrace.standalone;

import org.jspecify.annotations.NullMarked;
