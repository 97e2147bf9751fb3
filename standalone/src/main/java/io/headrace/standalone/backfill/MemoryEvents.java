package io.headrace.standalone.backfill;

import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.AwaitedEvents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** Awaited events in memory. A turn of an event that has another by now stays until it is passed over. */
final class MemoryEvents implements AwaitedEvents {

    private static final Comparator<Turn> IN_ORDER = MemoryEvents::compare;

    private final Map<String, Awaited> byId = new HashMap<>();
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(IN_ORDER);

    /** Those that were handed out and not taken back yet: they are before all others, or among the first. */
    private final TreeSet<Turn> due = new TreeSet<>(IN_ORDER);

    @Override
    public Optional<Awaited> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public void replace(String id, Optional<Awaited> before, Awaited after) {
        before.ifPresent(awaited -> due.remove(new Turn(awaited.from(), id)));
        byId.put(id, after);
        turns.add(new Turn(after.from(), id));
    }

    @Override
    public Optional<Awaited> at(Turn turn) {
        return get(turn.id()).filter(awaited -> awaited.from() == turn.from());
    }

    @Override
    public void forget(Turn turn) {
        byId.remove(turn.id());
        due.remove(turn);
    }

    @Override
    public void pass(Turn turn) {
        due.remove(turn);
    }

    @Override
    public List<Turn> earliest(long before, int most) {
        Turn next = turns.peek();
        if (due.isEmpty() && (next == null || next.from() >= before)) {
            return List.of();
        }
        while (next != null && next.from() < before && (due.size() < most || isBeforeTheLast(next))) {
            due.add(turns.remove());
            next = turns.peek();
        }
        List<Turn> found = new ArrayList<>();
        for (Turn turn : due) {
            if (turn.from() >= before || found.size() == most) {
                break;
            }
            found.add(turn);
        }
        return found;
    }

    private boolean isBeforeTheLast(Turn turn) {
        return IN_ORDER.compare(turn, due.last()) < 0;
    }

    private static int compare(Turn one, Turn other) {
        int byTime = Long.compare(one.from(), other.from());
        return byTime == 0 ? one.id().compareTo(other.id()) : byTime;
    }
}
