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
     * @param excluding whether the event itself is left out
     * @param index where it goes
     */
    record Streak(Reach reach, boolean excluding, int index) {}

    Streaks {
        streaks = List.copyOf(streaks);
    }

    @Override
    public long lookBack() {
        return LookBack.longest(streaks.stream().map(Streak::reach));
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        double own = operands.numbers()[column];
        for (Streak streak : streaks) {
            if (!streak.excluding() && own == 0) {
                into.number(streak.index(), 0);
            } else {
                long earlier = state.events().run(column, streak.reach().start(time), time);
                boolean counts = !streak.excluding() && own == 1;
                into.number(streak.index(), (double) streak.reach().atMost(earlier + (counts ? 1 : 0)));
            }
        }
    }
}
