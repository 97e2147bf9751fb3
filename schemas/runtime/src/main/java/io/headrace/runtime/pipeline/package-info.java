/** The process's pipeline: its definition and what follows from it, as beans. */
@NullMarked
package io.headrace.runtime.pipeline;

import org.jspecify.annotations.NullMarked;
