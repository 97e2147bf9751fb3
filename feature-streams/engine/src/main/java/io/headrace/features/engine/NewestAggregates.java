package io.headrace.features.engine;

import io.headrace.features.engine.AggregateWindow.Slot;
import io.headrace.features.timeline.NumberRunning;
import io.headrace.features.timeline.Values;
import java.util.List;

/**
 * As {@link Aggregates}, over windows of so many events that have the operand. Cost: a path of the entity's timeline for each window, one
 * more where it is asked for with the event itself and without it.
 */
final class NewestAggregates implements Answers {

    private final int column;
    private final List<AggregateWindow> windows;
    private final ThreadLocal<NumberRunning> scratch;

    /** @param column of the timeline, or {@link Aggregates#EVERY_EVENT} */
    NewestAggregates(int column, List<AggregateWindow> windows) {
        this.column = column;
        this.windows = List.copyOf(windows);
        boolean squared = Aggregates.hasDeviation(windows);
        this.scratch = ThreadLocal.withInitial(() -> new NumberRunning(squared));
    }

    @Override
    public long lookBack() {
        return AggregateWindow.longest(windows);
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        for (AggregateWindow window : windows) {
            if (column == Aggregates.EVERY_EVENT) {
                count(state, time, window, into);
            } else {
                walk(state, time, operands.numbers()[column], window, into);
            }
        }
    }

    private static void count(EntityState state, long time, AggregateWindow window, StatefulValues into) {
        Reach reach = window.reach();
        long earlier = state.events().count(reach.start(time), time);
        for (Slot slot : window.slots()) {
            long count = reach.atMost(slot.excluding() ? earlier : earlier + 1);
            into.number(slot.index(), Aggregates.ofOnes(slot, count, reach));
        }
    }

    private void walk(EntityState state, long time, double own, AggregateWindow window, StatefulValues into) {
        NumberRunning values = scratch.get();
        int had = 0;
        for (Slot slot : window.slots()) {
            boolean itself = !slot.excluding() && !Double.isNaN(own);
            int earlier = window.reach().earlier(itself);
            // Those without the event come first, and 0 earlier ones are with it.
            if (had != earlier || had == 0) {
                values.clear();
                state.events().tallyNewest(earlier, column, window.reach().start(time), time, values);
                if (itself) {
                    values.add(own);
                }
                had = earlier;
            }
            into.number(slot.index(), Aggregates.value(slot, own, values, window.reach()));
        }
        values.clear();
    }
}
