/** A file played through the real loop, step by step, so that the same file and definition always come to the same. */
@NullMarked
package io.headrace.standalone.replay;

import org.jspecify.annotations.NullMarked;
