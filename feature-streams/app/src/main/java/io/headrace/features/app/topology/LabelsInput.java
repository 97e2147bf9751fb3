package io.headrace.features.app.topology;

import io.headrace.features.app.spread.Timing;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputClock;
import io.headrace.runtime.streams.store.TaskStore;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How far the labels have been read beside the events of the same task. Events may be read long before the labels of their
 * time, where a fetch brings many of them: no label is missing for sure before the labels have come as far, or are at their end.
 * Where no partition is ever passed over, as in a replay, all labels are there before their events, and this does not ask.
 */
final class LabelsInput {

    private static final String CLOCK = "label-clock";

    private final Timing timing;
    private final TopicPartition labels;
    private final InputClock clock;
    private final ProcessorContext<?, ?> context;
    private Optional<Wanted> wanted = Optional.empty();

    /** No label is missing up to there, by what the broker said. */
    private long reached = Long.MIN_VALUE;

    /** What is wanted since when: the events had come so far by then. */
    private record Wanted(long progress, long since) {}

    /** Who wants to know. */
    interface Waiting {

        /** How far the events have come, where something waits for the labels to have come as far: only then is the broker asked. */
        OptionalLong wanted();

        /** They have. */
        void reached();
    }

    LabelsInput(
            Timing timing, TopicPartition labels, TaskStore state, ProcessorContext<?, ?> context, Waiting waiting) {
        this.timing = timing;
        this.labels = labels;
        this.clock = new InputClock(state.values(CLOCK));
        this.context = context;
        if (asks()) {
            context.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, now -> look(waiting, now));
        }
    }

    /** A label was read; {@code time} is when it became known. */
    void read(long time, long offset) {
        clock.see(time, offset);
    }

    /** A record was read that is not a label. */
    void pass(long offset) {
        clock.pass(offset);
    }

    /** Up to when no label is missing, where the events have come to {@code events}; epoch milliseconds. */
    long progress(long events) {
        return asks() ? Math.min(events, Math.max(clock.watermark(), reached)) : events;
    }

    /** As {@link #readAt(TopicPartition, long)}, of the labels. */
    long readAt() {
        return readAt(labels, clock.offset());
    }

    /** The last moment known of which everything in a topic has been read. */
    long readAt(TopicPartition input, long lastOffset) {
        long position = timing.ends().position(input, lastOffset);
        return timing.ends().idleAt(input, position, Duration.ZERO, context.currentSystemTimeMs());
    }

    /** What was there before the events came so far has to have been read, whatever comes meanwhile. */
    private void look(Waiting waiting, long now) {
        if (wanted.filter(one -> readAt() > one.since()).isPresent()) {
            reached = Math.max(reached, wanted.get().progress());
            wanted = Optional.empty();
            waiting.reached();
        }
        if (wanted.isEmpty()) {
            waiting.wanted().ifPresent(progress -> wanted = Optional.of(new Wanted(progress, now)));
        }
    }

    private boolean asks() {
        return timing.announcing().idleAfter().filter(Duration::isPositive).isPresent();
    }
}
