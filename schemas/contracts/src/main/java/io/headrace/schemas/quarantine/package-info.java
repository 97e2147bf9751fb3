/** Records that could not be used: what is written beside their untouched bytes. */
@NullMarked
package io.headrace.schemas.quarantine;

import org.jspecify.annotations.NullMarked;
