/** A definition's cleaning as a pure function of one event. */
@NullMarked
package io.headrace.cleaning.program;

import org.jspecify.annotations.NullMarked;
