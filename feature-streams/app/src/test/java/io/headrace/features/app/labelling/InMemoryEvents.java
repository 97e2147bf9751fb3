package io.headrace.features.app.labelling;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Awaited events in maps, as bytes in between. */
final class InMemoryEvents implements AwaitedEvents {

    private final Map<String, byte[]> byId = new HashMap<>();
    private final TreeSet<Turn> turns =
            new TreeSet<>(Comparator.comparingLong(Turn::from).thenComparing(Turn::id));

    @Override
    public Optional<Awaited> get(String id) {
        return Optional.ofNullable(byId.get(id)).map(AwaitedCodec::read);
    }

    @Override
    public void put(String id, Awaited awaited) {
        byId.put(id, AwaitedCodec.write(awaited));
    }

    @Override
    public void remove(String id) {
        byId.remove(id);
    }

    @Override
    public void schedule(Turn turn) {
        turns.add(turn);
    }

    @Override
    public void unschedule(Turn turn) {
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
