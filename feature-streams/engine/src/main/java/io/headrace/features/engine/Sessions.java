package io.headrace.features.engine;

import io.headrace.features.timeline.Timeline;
import io.headrace.features.timeline.Values;
import io.headrace.schemas.definition.Feature.SessionMeasure;
import java.util.List;

/**
 * What the session that an event belongs to has come to. Cost: a path of the entity's timeline for each gap.
 *
 * @param column of the timeline's gaps
 */
record Sessions(int column, List<Session> sessions) implements Answers {

    private static final double MILLIS_PER_SECOND = 1000.0;

    /**
     * One value.
     *
     * @param gap the longest within a session, milliseconds
     * @param index where it goes
     */
    record Session(long gap, SessionMeasure measure, int index) {}

    Sessions {
        sessions = List.copyOf(sessions);
    }

    @Override
    public long lookBack() {
        return LookBack.WITHOUT_WINDOW;
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        long from = LookBack.after(time, LookBack.WITHOUT_WINDOW);
        for (Session session : sessions) {
            Timeline.Session found = state.events().session(column, session.gap(), from, time);
            into.number(
                    session.index(),
                    switch (session.measure()) {
                        case COUNT -> found.entries() + 1.0;
                        case SECONDS -> (time - found.begin()) / MILLIS_PER_SECOND;
                    });
        }
    }
}
