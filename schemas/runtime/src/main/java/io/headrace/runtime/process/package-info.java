/** An app as a process of its own: its arguments, and what it says when it cannot start. */
@NullMarked
package io.headrace.runtime.process;

import org.jspecify.annotations.NullMarked;
