/** The process's start and end: topics, schemas, then the apps; in reverse at the end. */
@NullMarked
package io.headrace.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
