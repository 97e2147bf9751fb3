/** Plain JSON against an Avro schema: reading with every mistake named, and rendering. */
@NullMarked
package io.headrace.schemas.json;

import org.jspecify.annotations.NullMarked;
