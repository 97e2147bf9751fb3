package io.headrace.features.timeline;

import io.headrace.features.timeline.Timeline.Found;
import java.util.Optional;

/** The first and the last value, by time and id. */
public final class EndsRunning extends Running {

    private Optional<Found> first = Optional.empty();
    private Optional<Found> last = Optional.empty();

    @Override
    public void clear() {
        first = Optional.empty();
        last = Optional.empty();
    }

    @Override
    void add(Leaf leaf, int column, int from, int end) {
        int at = from;
        while (at < end && !leaf.has(column, at)) {
            at++;
        }
        int to = end - 1;
        while (to > at && !leaf.has(column, to)) {
            to--;
        }
        if (at < end) {
            add(Optional.of(leaf.found(column, at)), Optional.of(leaf.found(column, to)));
        }
    }

    @Override
    public void add(long time, Values values, int column) {
        add(values.found(time, column), values.found(time, column));
    }

    @Override
    void add(Partial partial) {
        Partial.Ends ends = (Partial.Ends) partial;
        add(ends.first(), ends.last());
    }

    private void add(Optional<Found> earliest, Optional<Found> latest) {
        first = Found.first(first, earliest);
        last = Found.last(last, latest);
    }

    @Override
    Partial partial() {
        return new Partial.Ends(first, last);
    }
}
