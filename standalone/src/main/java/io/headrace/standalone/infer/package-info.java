/** Finds out about a file and a column to predict what a pipeline definition needs to say, and writes it with its reasons. */
@NullMarked
package io.headrace.standalone.infer;

import org.jspecify.annotations.NullMarked;
