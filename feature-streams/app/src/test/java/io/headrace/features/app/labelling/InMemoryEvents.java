package io.headrace.features.app.labelling;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Awaited events in maps. */
public final class InMemoryEvents implements AwaitedEvents {

    private final Map<String, Awaited> byId = new HashMap<>();
    private final TreeSet<Turn> turns =
            new TreeSet<>(Comparator.comparingLong(Turn::from).thenComparing(Turn::id));

    @Override
    public Optional<Awaited> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public void replace(String id, Optional<Awaited> before, Awaited after) {
        before.ifPresent(awaited -> turns.remove(new Turn(awaited.from(), id)));
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
        turns.remove(turn);
    }

    @Override
    public void pass(Turn turn) {
        turns.remove(turn);
    }

    @Override
    public List<Turn> earliest(long before, int most) {
        return turns.stream()
                .takeWhile(turn -> turn.from() < before)
                .limit(most)
                .toList();
    }

    int remembered() {
        return byId.size();
    }

    int scheduled() {
        return turns.size();
    }
}
