/** Access to a Confluent-compatible schema registry. */
@NullMarked
package io.headrace.schemas.registry;

import org.jspecify.annotations.NullMarked;
