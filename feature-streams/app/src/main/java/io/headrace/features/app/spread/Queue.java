package io.headrace.features.app.spread;

import io.headrace.features.app.avro.EventKeys;
import io.headrace.features.app.avro.KnownLabel;
import io.headrace.features.app.avro.LearnedLabel;
import io.headrace.features.app.avro.StageEvent;
import io.headrace.features.app.avro.Travelling;
import io.headrace.features.app.avro.WaitingEvent;
import io.headrace.features.app.intake.FeatureMonitor;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.runtime.streams.eventtime.Sequencer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** What has come to a task and waits for its turn in event time. */
final class Queue {

    private static final int MOST_AT_ONCE = 1000;

    /** Takes what has its turn. */
    interface Work {

        /**
         * The next item.
         *
         * @param progress event time here, epoch milliseconds: what has a position before it has been worked on
         * @return false to leave it, and those behind it, for now
         */
        boolean take(long progress, long time, Travelling item);
    }

    private final Sequencer<Parcel.Good> sequencer;
    private final Work work;

    /** Where items go before earlier ones, event time has come no further than to the earliest that waits. */
    private final boolean eager;

    private final ProcessorContext<?, ?> context;

    /** @param place under which is reported how much waits */
    Queue(
            Sequencer.Rule rule,
            Sequencer.Names stores,
            Parcels parcels,
            Work work,
            FeatureMonitor.Place place,
            FeatureMonitor monitor,
            ProcessorContext<?, ?> context) {
        this.sequencer = new Sequencer<>(rule, stores, parcels::read, context);
        this.work = work;
        this.eager = rule.eager();
        this.context = context;
        int partition = context.taskId().partition();
        context.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, _ -> {
            release();
            monitor.held(place, partition, sequencer.waiting());
        });
    }

    /** Something came: progress, or an item. */
    void take(Parcel.Good parcel) {
        Travelling content = parcel.content();
        sequencer.hear(content.getSource(), new Mark(content.getWatermark(), content.getIdleAt()));
        if (content.getBody() != null) {
            sequencer.add(position(content.getBody()), tie(content), parcel.bytes(), parcel);
        }
        look();
    }

    /**
     * Something came that an item may have waited for. In eager order every one has to be looked at, which is done with the
     * next tick.
     */
    void look() {
        if (!eager) {
            release();
        }
    }

    private void release() {
        sequencer.release(
                MOST_AT_ONCE,
                context.currentSystemTimeMs(),
                (time, item) ->
                        work.take(eager ? progress() : Math.min(time, sequencer.progress()), time, item.content()));
    }

    /** The least position that what is still to be worked on may have; the greatest number where nothing is. */
    long watermark() {
        return sequencer.watermark(context.currentSystemTimeMs());
    }

    /** Event time here, where nothing waits any more. */
    long progress() {
        return Math.min(sequencer.progress(), watermark());
    }

    private static long position(Object body) {
        return switch (body) {
            case StageEvent event -> event.getPosition();
            case LearnedLabel label -> label.getPosition();
            case WaitingEvent event -> event.getPosition();
            case EventKeys keys -> keys.getPosition();
            case KnownLabel label -> label.getPosition();
            default -> throw new IllegalStateException("nothing that waits for its turn: " + body.getClass());
        };
    }

    /** By source and offset; one event may be there for several stages. */
    private static byte[] tie(Travelling content) {
        return switch (content.getBody()) {
            case StageEvent event -> tie(content.getSource(), event.getOffset(), event.getStage());
            case LearnedLabel label -> tie(content.getSource(), 0, label.getStage() + '|' + label.getEventId());
            case WaitingEvent event -> tie(content.getSource(), event.getOffset(), "");
            case EventKeys keys -> tie(content.getSource(), keys.getOffset(), "");
            case KnownLabel label -> tie(content.getSource(), label.getOffset(), "");
            default -> throw new IllegalStateException("nothing that waits for its turn");
        };
    }

    private static byte[] tie(int source, long offset, String rest) {
        byte[] text = rest.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + text.length)
                .putInt(source)
                .putLong(offset)
                .put(text)
                .array();
    }
}
