/** The pipeline definition as records that cannot be invalid. */
@NullMarked
package io.headrace.schemas.definition;

import org.jspecify.annotations.NullMarked;
