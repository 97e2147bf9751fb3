/** The demo: a pipeline run from simulated events, told on the terminal as it happens. */
@NullMarked
package io.headrace.standalone.demo;

import org.jspecify.annotations.NullMarked;
