/** Reads what was written in one Avro schema into another, value by value. */
@NullMarked
package io.headrace.schemas.resolution;

import org.jspecify.annotations.NullMarked;
