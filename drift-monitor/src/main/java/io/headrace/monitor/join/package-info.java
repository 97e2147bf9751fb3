/** Brings a row and its prediction, and a prediction and its label, together. */
@NullMarked
package io.headrace.monitor.join;

import org.jspecify.annotations.NullMarked;
