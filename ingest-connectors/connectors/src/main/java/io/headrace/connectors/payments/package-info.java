/** The payments simulator as a Kafka Connect source connector. */
@NullMarked
package io.headrace.connectors.payments;

import org.jspecify.annotations.NullMarked;
