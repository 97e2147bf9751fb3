/** Settings of a process, from environment variables, system properties and configuration files. */
@NullMarked
package io.headrace.runtime.settings;

import org.jspecify.annotations.NullMarked;
