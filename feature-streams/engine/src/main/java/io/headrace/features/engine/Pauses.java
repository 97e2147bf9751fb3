package io.headrace.features.engine;

import io.headrace.features.timeline.Values;
import java.util.List;

/**
 * Seconds from the entity's latest earlier event to this one; missing (NaN) where there is none in the 400 days before.
 *
 * @param places where the value goes
 */
record Pauses(List<Integer> places) implements Answers {

    private static final double MILLIS_PER_SECOND = 1000.0;

    Pauses {
        places = List.copyOf(places);
    }

    @Override
    public long lookBack() {
        return LookBack.WITHOUT_WINDOW;
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        long previous = state.events().lastTimeBefore(time);
        double seconds = previous <= LookBack.before(time, LookBack.WITHOUT_WINDOW)
                ? Double.NaN
                : (time - previous) / MILLIS_PER_SECOND;
        for (int place : places) {
            into.number(place, seconds);
        }
    }
}
