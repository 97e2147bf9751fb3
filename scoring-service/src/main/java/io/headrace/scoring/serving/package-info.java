/** The model that serves, and how it is replaced while it does. No Kafka, no transport. */
@NullMarked
package io.headrace.scoring.serving;

import org.jspecify.annotations.NullMarked;
