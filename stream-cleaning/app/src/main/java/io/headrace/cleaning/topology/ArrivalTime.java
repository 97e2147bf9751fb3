package io.headrace.cleaning.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** How it is known when a raw record came. */
public enum ArrivalTime {

    /**
     * The broker stamped it when it appended it: the topic has {@code message.timestamp.type=LogAppendTime}, as the catalogue
     * makes it. Then what becomes of a record follows from the topic alone.
     */
    STAMPED,

    /**
     * The producer stamped it, with whatever it took for the time: the topic was made by others. It came before it is read,
     * so the wall clock stands in.
     */
    READ;

    /** Epoch milliseconds. */
    long of(Record<?, ?> raw, ProcessorContext<?, ?> context) {
        return switch (this) {
            case STAMPED -> raw.timestamp();
            case READ -> context.currentSystemTimeMs();
        };
    }
}
