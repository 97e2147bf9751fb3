package io.headrace.standalone.backfill;

import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.AwaitedEvents;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** Awaited events in memory. A turn of an event that has another by now stays until it is passed over. */
final class MemoryEvents implements AwaitedEvents, Resumable {

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

    /** With the turns that are to be passed over: how much is given up at once depends on them. */
    @Override
    public void save(DataOutputStream out) throws IOException {
        out.writeInt(byId.size());
        for (Map.Entry<String, Awaited> awaited : byId.entrySet()) {
            Saved.text(out, awaited.getKey());
            SavedAwaited.write(out, awaited.getValue());
        }
        save(out, turns);
        save(out, due);
    }

    private static void save(DataOutputStream out, Collection<Turn> turns) throws IOException {
        out.writeInt(turns.size());
        for (Turn turn : turns) {
            out.writeLong(turn.from());
            Saved.text(out, turn.id());
        }
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            String id = Saved.text(in);
            byId.put(id, SavedAwaited.read(in));
        }
        restore(in, turns);
        restore(in, due);
    }

    private static void restore(DataInputStream in, Collection<Turn> turns) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            long from = in.readLong();
            turns.add(new Turn(from, Saved.text(in)));
        }
    }

    private boolean isBeforeTheLast(Turn turn) {
        return IN_ORDER.compare(turn, due.last()) < 0;
    }

    private static int compare(Turn one, Turn other) {
        int byTime = Long.compare(one.from(), other.from());
        return byTime == 0 ? one.id().compareTo(other.id()) : byTime;
    }
}
