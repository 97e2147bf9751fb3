package io.headrace.features.engine;

import io.headrace.features.timeline.Values;
import java.util.List;

/**
 * For how many of the newest events in a row a condition holds. Cost: a path of the entity's timeline for each window.
 *
 * @param column of the timeline: 1 where the condition holds, 0 where it does not
 */
record Streaks(int column, List<Streak> streaks) implements Answers {

    /**
     * One value.
     *
     * @param over the window's length, milliseconds
     * @param excluding whether the event itself is left out
     * @param index where it goes
     */
    record Streak(long over, boolean excluding, int index) {}

    Streaks {
        streaks = List.copyOf(streaks);
    }

    @Override
    public long lookBack() {
        return streaks.stream().mapToLong(Streak::over).max().orElse(0);
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        double own = operands.numbers()[column];
        for (Streak streak : streaks) {
            if (!streak.excluding() && own == 0) {
                into.number(streak.index(), 0);
            } else {
                long earlier = state.events().run(column, LookBack.after(time, streak.over()), time);
                boolean counts = !streak.excluding() && own == 1;
                into.number(streak.index(), (double) (earlier + (counts ? 1 : 0)));
            }
        }
    }
}
