package io.headrace.monitor.performance;

import java.util.ArrayList;
import java.util.List;

/** The last so many labelled predictions of one model, in the order their labels came. Mutable; one thread. */
public final class OutcomeWindow {

    private final int capacity;
    private final List<Outcome> slots;
    private long added;

    private OutcomeWindow(int capacity, List<Outcome> slots, long added) {
        this.capacity = capacity;
        this.slots = slots;
        this.added = added;
    }

    public static OutcomeWindow empty(int capacity) {
        return new OutcomeWindow(capacity, new ArrayList<>(), 0);
    }

    /**
     * A window as it was.
     *
     * @param slots by slot
     * @param added how many were ever added
     */
    public static OutcomeWindow restored(int capacity, List<Outcome> slots, long added) {
        return new OutcomeWindow(capacity, new ArrayList<>(slots), added);
    }

    /** Adds one; when full, in the oldest one's place. Gives the slot it took. */
    public int add(Outcome outcome) {
        int slot = Math.toIntExact(added % capacity);
        if (slot < slots.size()) {
            slots.set(slot, outcome);
        } else {
            slots.add(outcome);
        }
        added++;
        return slot;
    }

    /** How many were ever added. */
    public long added() {
        return added;
    }

    public boolean isFull() {
        return slots.size() == capacity;
    }

    public int size() {
        return slots.size();
    }

    public int capacity() {
        return capacity;
    }

    /** Oldest first. */
    public List<Outcome> outcomes() {
        int oldest = isFull() ? Math.toIntExact(added % capacity) : 0;
        List<Outcome> ordered = new ArrayList<>(slots.subList(oldest, slots.size()));
        ordered.addAll(slots.subList(0, oldest));
        return ordered;
    }
}
