package io.headrace.features.app.spread;

import io.headrace.features.app.avro.Travelling;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.Mark;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A source of what travels: sends items with its progress, and its progress alone to everyone where that is news. */
final class Speaker {

    /** Marks go to every partition, so their key says nothing. */
    private static final String NO_KEY = "";

    private final int source;
    private final List<Target> targets;
    private final Announcer announcer;
    private final ProcessorContext<String, Outgoing> context;

    /** @param source its number among the sources of all its targets */
    Speaker(int source, List<Target> targets, Announcer.Rule rule, ProcessorContext<String, Outgoing> context) {
        this.source = source;
        this.targets = targets;
        this.announcer = new Announcer(rule, context.currentSystemTimeMs());
        this.context = context;
    }

    /** Where a source stands. */
    interface Standing {

        /** No item to come has a position before this. */
        long watermark();

        /** Whether it has nothing more to say now. */
        boolean isAtEnd();
    }

    /** Reports progress from now on. */
    void report(Standing standing) {
        context.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, now -> {
            BooleanSupplier atEnd = standing::isAtEnd;
            announcer.tick(standing.watermark(), atEnd, now).ifPresent(this::announce);
        });
    }

    /** A record is about to be worked on: where the source was idle, everyone hears first that it is not any more. */
    void wake(long watermark) {
        announcer.wake(watermark, context.currentSystemTimeMs()).ifPresent(this::announce);
    }

    /** @param watermark progress after the item */
    void send(Target target, String key, long watermark, Object body, long timestamp) {
        forward(target, key, new Travelling(source, watermark, Mark.BUSY, body), timestamp);
    }

    private void announce(Mark mark) {
        for (Target target : targets) {
            forward(target, NO_KEY, new Travelling(source, mark.watermark(), mark.idleAt(), null), 0);
        }
    }

    private void forward(Target target, String key, Travelling content, long timestamp) {
        context.forward(new Record<>(key, new Outgoing(target, Parcel.Good.of(content)), Math.max(0, timestamp)));
    }
}
