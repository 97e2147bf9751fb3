package io.headrace.features.app.topology;

import io.headrace.features.app.spread.Timing;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputClock;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How far the labels have been read beside the events of the same task. Events may be read long before the labels of their
 * time, where a fetch brings many of them: no label is missing for sure before the labels have come as far, or are at their end.
 * Where no partition is ever passed over, as in a replay, all labels are there before their events, and this does not ask.
 */
final class LabelsInput {

    static final String CLOCK = "label-clock";

    private final Timing timing;
    private final InputClock clock;
    private boolean atEnd;

    /** Who wants to know. */
    interface Waiting {

        /** Whether something waits for the labels to be known to be at their end: only then is the broker asked. */
        boolean isWaiting();

        /** They are. */
        void reached();
    }

    LabelsInput(Timing timing, TopicPartition labels, ProcessorContext<?, ?> context, Waiting waiting) {
        this.timing = timing;
        this.clock = new InputClock(CLOCK, context);
        if (asks()) {
            context.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, _ -> {
                atEnd = waiting.isWaiting() && isAtEnd(labels);
                if (atEnd) {
                    waiting.reached();
                }
            });
        }
    }

    /** A label was read; {@code time} is when it became known. */
    void read(long time, long offset) {
        clock.see(time, offset);
        atEnd = false;
    }

    /** A record was read that is not a label. */
    void pass(long offset) {
        clock.pass(offset);
        atEnd = false;
    }

    /** Up to when no label is missing, where the events have come to {@code events}; epoch milliseconds. */
    long progress(long events) {
        return asks() && !atEnd ? Math.min(events, clock.watermark()) : events;
    }

    private boolean asks() {
        return timing.announcing().idleAfter().filter(Duration::isPositive).isPresent();
    }

    private boolean isAtEnd(TopicPartition labels) {
        return timing.ends().isAtEnd(labels, clock.offset());
    }
}
