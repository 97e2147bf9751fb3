/** The ingest app: connectors in an in-process Kafka Connect worker, and events and labels pushed over HTTP. */
@NullMarked
package io.headrace.ingest;

import org.jspecify.annotations.NullMarked;
