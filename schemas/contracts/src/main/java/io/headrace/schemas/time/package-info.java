/** Event time as a stream of records tells it. */
@NullMarked
package io.headrace.schemas.time;

import org.jspecify.annotations.NullMarked;
