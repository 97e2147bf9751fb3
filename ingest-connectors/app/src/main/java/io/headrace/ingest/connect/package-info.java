/** Source connectors, run by a Kafka Connect worker in this process, exactly once. */
@NullMarked
package io.headrace.ingest.connect;

import org.jspecify.annotations.NullMarked;
