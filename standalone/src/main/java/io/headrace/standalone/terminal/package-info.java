/** What a person reads on the terminal. */
@NullMarked
package io.headrace.standalone.terminal;

import org.jspecify.annotations.NullMarked;
