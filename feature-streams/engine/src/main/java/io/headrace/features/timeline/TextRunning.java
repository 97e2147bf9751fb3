package io.headrace.features.timeline;

/** How many texts there are. */
public final class TextRunning extends Running {

    private long count;

    @Override
    public void clear() {
        count = 0;
    }

    @Override
    void add(Leaf leaf, int column, int from, int end) {
        for (int i = from; i < end; i++) {
            if (leaf.has(column, i)) {
                count++;
            }
        }
    }

    @Override
    public void add(long time, Values values, int column) {
        count += values.has(column) ? 1 : 0;
    }

    @Override
    void add(Partial partial) {
        count += partial.count();
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    @Override
    Partial partial() {
        return new Partial.Texts(count);
    }
}
