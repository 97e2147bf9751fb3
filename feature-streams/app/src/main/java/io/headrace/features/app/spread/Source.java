package io.headrace.features.app.spread;

import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputClock;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.runtime.streams.store.CommitStore;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * An input partition as a source of what travels: its clock, what was read and is to be sent, and who says it. A record goes out
 * at once where none did for a while, else with those that follow it.
 */
final class Source implements Speaker.Standing {

    /** Markers behind the last record are looked for where nothing has come for so long: well before it counts as idle. */
    private static final long QUIET_MS = 2 * Announcer.TICK.toMillis();

    private final InputClock clock;
    private final Outbox outbox;
    private final Speaker speaker;
    private final TopicPartition input;
    private final Spreading spreading;
    private final ProcessorContext<String, Outgoing> context;
    private long flushedAt;
    private long readAt;
    private long readTo;

    /**
     * Who speaks to whom.
     *
     * @param source its number among the sources of all its targets
     */
    record Voice(int source, List<Target> targets) {}

    /** @param store the clock's section */
    Source(
            CommitStore store,
            Voice voice,
            TopicPartition input,
            Spreading spreading,
            ProcessorContext<String, Outgoing> context) {
        this.clock = new InputClock(store);
        this.outbox = new Outbox(clock);
        this.input = input;
        this.spreading = spreading;
        this.context = context;
        this.readAt = context.currentSystemTimeMs();
        this.speaker =
                new Speaker(voice.source(), voice.targets(), spreading.partitions(), spreading.announcing(), context);
        speaker.report(this);
    }

    /** As {@link Speaker#live}. */
    void live(Map<String, Integer> lives) {
        speaker.live(lives);
    }

    /** What was read before the task ended, and is to be added again. */
    List<Outbox.Entry> left() {
        return outbox.left();
    }

    /** A record was read that is of no use. */
    void pass() {
        clock.pass(offset());
    }

    /** A record was read. */
    Outbox.Entry see(String id, long time, byte[] payload) {
        long offset = offset();
        long position = clock.see(time, offset);
        return new Outbox.Entry(offset, position, clock.watermark(), time, id, payload);
    }

    /** @param spread adds what comes of the record */
    void send(Outbox.Entry entry, Consumer<Outbox.Entry> spread) {
        outbox.add(entry);
        spread.accept(entry);
        boolean due = context.currentSystemTimeMs() - flushedAt >= Announcer.TICK.toMillis();
        if (due || outbox.isFull()) {
            flush();
        } else {
            outbox.keep();
        }
    }

    void add(Target target, int partition, Object item) {
        speaker.add(target, partition, item);
    }

    @Override
    public Mark mark() {
        boolean isQuiet = context.currentSystemTimeMs() - readAt >= QUIET_MS;
        long known = isQuiet ? spreading.ends().position(input, clock.offset()) : clock.offset() + 1;
        readTo = Math.max(readTo, known);
        return new Mark(clock.watermark(), readTo);
    }

    @Override
    public void flush() {
        if (!outbox.isEmpty()) {
            speaker.flush(mark());
            outbox.clear();
            flushedAt = context.currentSystemTimeMs();
        }
    }

    private long offset() {
        readAt = context.currentSystemTimeMs();
        return context.recordMetadata().map(RecordMetadata::offset).orElse(clock.offset() + 1);
    }
}
