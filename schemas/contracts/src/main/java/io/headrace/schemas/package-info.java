/** Contracts between Headrace's processes: nothing here starts, connects or listens. */
@NullMarked
package io.headrace.schemas;

import org.jspecify.annotations.NullMarked;
