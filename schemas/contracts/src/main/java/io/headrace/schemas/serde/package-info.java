/** The Avro serde in the Confluent wire format. */
@NullMarked
package io.headrace.schemas.serde;

import org.jspecify.annotations.NullMarked;
