/** Feature rows and examples: their values, signature and Avro form. */
@NullMarked
package io.headrace.schemas.feature;

import org.jspecify.annotations.NullMarked;
