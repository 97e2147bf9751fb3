/** The topic catalogue and the one place that creates topics. */
@NullMarked
package io.headrace.schemas.topics;

import org.jspecify.annotations.NullMarked;
