/** The command line: one small class a command. */
@NullMarked
package io.headrace.standalone.command;

import org.jspecify.annotations.NullMarked;
