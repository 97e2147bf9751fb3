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
    private final TreeSet<Deadline> deadlines =
            new TreeSet<>(Comparator.comparingLong(Deadline::time).thenComparing(Deadline::id));

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
    public void schedule(Deadline deadline) {
        deadlines.add(deadline);
    }

    @Override
    public void unschedule(Deadline deadline) {
        deadlines.remove(deadline);
    }

    @Override
    public List<Deadline> earliest(long passedAt, int most) {
        return deadlines.stream()
                .takeWhile(deadline -> deadline.time() < passedAt)
                .limit(most)
                .toList();
    }

    int remembered() {
        return byId.size();
    }

    int scheduled() {
        return deadlines.size();
    }
}
