/** Versions' reference distributions: what live rows and live performance are compared with. */
@NullMarked
package io.headrace.monitor.reference;

import org.jspecify.annotations.NullMarked;
