/** The monitor on Kafka Streams: joining rows, predictions and labels; watching them; saying what is found. */
@NullMarked
package io.headrace.monitor.topology;

import org.jspecify.annotations.NullMarked;
