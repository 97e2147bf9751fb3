/** The card-payments simulator: one seeded, endless, resumable sequence of payments and fraud labels; no Kafka. */
@NullMarked
package io.headrace.connectors.payments.simulation;

import org.jspecify.annotations.NullMarked;
