/** Reads a pipeline definition from YAML, finding every mistake at once, and writes it back in canonical form. */
@NullMarked
package io.headrace.schemas.definition.reading;

import org.jspecify.annotations.NullMarked;
