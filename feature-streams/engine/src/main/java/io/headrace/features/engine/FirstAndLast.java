package io.headrace.features.engine;

import io.headrace.features.engine.AggregateWindow.Slot;
import io.headrace.features.timeline.Timeline;
import io.headrace.features.timeline.Timeline.Found;
import io.headrace.features.timeline.Values;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The aggregates over one operand, a number or a text, that are of one value in the window: the oldest, the newest, the nth newest. Cost: a
 * path of the entity's timeline for the newest, and one more for each other value.
 *
 * @param column of the timeline
 * @param ends the column of its first and last values, where a lifetime is asked for
 * @param texts whether it is of texts
 */
record FirstAndLast(int column, OptionalInt ends, boolean texts, List<AggregateWindow> windows) implements Answers {

    FirstAndLast {
        windows = List.copyOf(windows);
    }

    @Override
    public long lookBack() {
        return AggregateWindow.longest(windows);
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        Timeline line = state.events();
        Optional<Found> own = operands.found(time, column);
        Optional<Found> newest = line.lastBefore(time, column);
        for (AggregateWindow window : windows) {
            long start = window.reach().start(time);
            Optional<Found> last = last(line, newest, window.reach(), start);
            for (Slot slot : window.slots()) {
                Optional<Found> itself = slot.excluding() ? Optional.empty() : own;
                int earlier = itself.isPresent() ? 1 : 0;
                switch (slot.function()) {
                    case FIRST ->
                        put(
                                oldest(line, window.reach(), itself.isPresent(), time)
                                        .or(() -> itself),
                                slot,
                                into);
                    case LAST -> put(nth(line, slot.nth() - earlier, itself, last, start, time), slot, into);
                    case CHANGE ->
                        into.number(
                                slot.index(),
                                own.isPresent() && last.isPresent()
                                        ? Aggregates.present(
                                                own.get().number() - last.get().number())
                                        : Double.NaN);
                    case COUNT, RATE, SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO, DISTINCT, MODE, MODE_SHARE ->
                        throw new IllegalStateException(slot.function() + " is of all values, not of one");
                }
            }
        }
    }

    private Optional<Found> last(Timeline line, Optional<Found> newest, Reach reach, long start) {
        return reach.isLifetime()
                ? Found.last(newest, line.foldedLast(ends.orElseThrow()))
                : newest.filter(found -> found.time() >= start);
    }

    /** The oldest of the newest so many earlier ones. */
    private Optional<Found> oldest(Timeline line, Reach reach, boolean itself, long time) {
        int most = reach.earlier(itself);
        if (most == 0) {
            return Optional.empty();
        }
        long start = reach.start(time);
        Optional<Found> bound = reach.isBounded() ? line.newest(most, column, start, time) : Optional.empty();
        return bound.or(() -> first(line, reach, start, time));
    }

    private Optional<Found> first(Timeline line, Reach reach, long start, long time) {
        Optional<Found> kept = line.first(column, start, time);
        return reach.isLifetime() ? Found.first(kept, line.foldedFirst(ends.orElseThrow())) : kept;
    }

    /**
     * @param nth of the earlier ones; 0 for the event's own
     * @param last the first of them
     */
    private Optional<Found> nth(
            Timeline line, int nth, Optional<Found> itself, Optional<Found> last, long start, long end) {
        return switch (nth) {
            case 0 -> itself;
            case 1 -> last;
            default -> line.newest(nth, column, start, end);
        };
    }

    private void put(Optional<Found> found, Slot slot, StatefulValues into) {
        if (texts) {
            into.text(slot.index(), found.map(Found::text).orElse(""));
        } else {
            into.number(slot.index(), found.map(Found::number).orElse(Double.NaN));
        }
    }
}
