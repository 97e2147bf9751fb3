package io.headrace.features.app.spread;

import io.headrace.features.app.avro.Travelling;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.runtime.streams.eventtime.Sequencer;
import io.headrace.runtime.streams.store.TaskStore;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What has come to a task and waits for its turn in event time. It is looked at when something comes, though not more often than
 * is worth it: what goes on together costs less.
 */
final class Queue {

    private static final int MOST_AT_ONCE = 1000;

    /** Where more have come since the last look, the next one is due. */
    private static final int ENOUGH = 256;

    /**
     * When an item has its turn.
     *
     * @param time of its position, epoch milliseconds
     * @param since when it came here, epoch milliseconds by the wall clock
     */
    record Turn(long time, long since) {}

    /** Takes what has its turn. */
    interface Work {

        /**
         * The next item.
         *
         * @param progress event time here, epoch milliseconds: what has a position before it has been worked on
         * @return false to leave it, and those behind it, for now
         */
        boolean take(long progress, Turn turn, Item item);

        /** All that have their turn have been taken. */
        void done();
    }

    private final Sequencer<Item> sequencer;
    private final Parcels parcels;
    private final Work work;

    /** Where items go before earlier ones, event time has come no further than to the earliest that waits. */
    private final boolean eager;

    private final ProcessorContext<?, ?> context;
    private long lookedAt;
    private int came;

    Queue(
            Sequencer.Rule rule,
            Sequencer.Names sections,
            Parcels parcels,
            Work work,
            TaskStore state,
            ProcessorContext<?, ?> context) {
        this.sequencer = new Sequencer<>(
                rule, sections, bytes -> Item.of(parcels.read(bytes).content()), state, context);
        this.parcels = parcels;
        this.work = work;
        this.eager = rule.eager();
        this.context = context;
        context.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, _ -> release());
    }

    /** Something came: progress, or items. */
    void take(Parcel.Items parcel) {
        Travelling content = parcel.content();
        hear(content);
        sequencer.add(parcel.bytes(), Item.of(content));
        look(content.getItems().size());
    }

    /** A source says how far it is; what it brought is not for here. */
    void hear(Travelling parcel) {
        sequencer.hear(parcel.getSource(), new Mark(parcel.getWatermark(), parcel.getRead()));
    }

    /**
     * Items of this task's own.
     *
     * @param since when that came which they were made of, epoch milliseconds by the wall clock
     */
    void add(Travelling content, long since) {
        sequencer.add(parcels.write(content), Item.of(content), since);
    }

    /** Something came that items may have waited for. In eager order every one is looked at, so never for their number alone. */
    void look(int more) {
        came += more;
        boolean due = context.currentSystemTimeMs() - lookedAt >= Announcer.TICK.toMillis();
        if (due || (came >= ENOUGH && !eager)) {
            release();
        }
    }

    /** Lets go on what may. */
    void release() {
        came = 0;
        lookedAt = context.currentSystemTimeMs();
        sequencer.release(
                MOST_AT_ONCE,
                lookedAt,
                (time, since, item) -> work.take(
                        eager ? progress() : Math.min(time, sequencer.progress()), new Turn(time, since), item));
        work.done();
    }

    /** How many items wait. */
    long waiting() {
        return sequencer.waiting();
    }

    /** The least position that what is still to be worked on may have, as far as something is concerned that came at a time. */
    long watermark(long since) {
        return sequencer.watermark(since);
    }

    /** Up to where all that is in the sources' inputs has come here and has been worked on. */
    List<Long> passedOn() {
        return sequencer.passedOn();
    }

    /** As {@link Sequencer#workedOffAt}. */
    long workedOffAt(long atMost) {
        return sequencer.workedOffAt(atMost);
    }

    /** Event time here, where nothing waits any more. */
    long progress() {
        return Math.min(sequencer.progress(), sequencer.watermark());
    }
}
