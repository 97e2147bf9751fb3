package io.headrace.features.timeline;

import java.util.Arrays;

/** How many values there are of each class. */
public final class ClassRunning extends Running {

    private final long[] counts;

    /** @param classes how many there are */
    public ClassRunning(int classes) {
        counts = new long[classes];
    }

    @Override
    public void clear() {
        Arrays.fill(counts, 0);
    }

    @Override
    void add(Leaf leaf, int column, int from, int end) {
        for (int i = from; i < end; i++) {
            add(leaf.value(column, i));
        }
    }

    @Override
    public void add(long time, Values values, int column) {
        add(values.number(column));
    }

    private void add(double value) {
        if (!Double.isNaN(value)) {
            counts[(int) value]++;
        }
    }

    @Override
    void add(Partial partial) {
        long[] others = ((Partial.Classes) partial).counts();
        for (int i = 0; i < others.length; i++) {
            counts[i] += others[i];
        }
    }

    @Override
    Partial partial() {
        return new Partial.Classes(counts.clone());
    }

    /** How many are of a class. */
    public long count(int ofClass) {
        return counts[ofClass];
    }

    /** How many there are. */
    public long count() {
        return Arrays.stream(counts).sum();
    }
}
