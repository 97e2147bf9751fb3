package io.headrace.features.timeline;

import java.util.Arrays;

/**
 * How many different values there are: exactly while there are few, else by an estimate. What it has depends on the set of values alone,
 * for a part of a set with few has few.
 */
public final class DistinctRunning extends Running {

    /** Different values that are counted exactly. */
    static final int MOST_EXACT = 1000;

    private static final byte[] NONE = {};

    private final LongCounts hashes = new LongCounts();
    private byte[] registers = NONE;

    @Override
    public void clear() {
        hashes.clear();
        registers = NONE;
    }

    @Override
    void add(Leaf leaf, int column, int from, int end) {
        boolean text = leaf.isText(column);
        for (int i = from; i < end; i++) {
            if (leaf.has(column, i)) {
                add(text ? Hashes.of(leaf.text(column, i)) : Hashes.of(leaf.value(column, i)));
            }
        }
    }

    @Override
    public void add(long time, Values values, int column) {
        if (values.has(column)) {
            add(values.isText(column) ? Hashes.of(values.text(column)) : Hashes.of(values.number(column)));
        }
    }

    private void add(long hash) {
        if (registers.length > 0) {
            Registers.add(hash, registers);
            return;
        }
        hashes.add(hash, 1);
        if (hashes.size() > MOST_EXACT) {
            estimate(new byte[Registers.SIZE]);
        }
    }

    /** From now on by registers. */
    private void estimate(byte[] begun) {
        registers = begun;
        for (long known : hashes.sorted()) {
            Registers.add(known, registers);
        }
        hashes.clear();
    }

    @Override
    void add(Partial partial) {
        Partial.Distinct other = (Partial.Distinct) partial;
        if (other.registers().length == 0) {
            for (long hash : other.hashes()) {
                add(hash);
            }
        } else if (registers.length == 0) {
            estimate(other.registers().clone());
        } else {
            Registers.add(other.registers(), registers);
        }
    }

    @Override
    Partial partial() {
        return new Partial.Distinct(hashes.sorted(), Arrays.copyOf(registers, registers.length));
    }

    /** How many different ones there are: exact up to 1,000, above that with a standard error of 1.6 %, a whole number. */
    public double count() {
        return registers.length == 0
                ? hashes.size()
                : Math.max(MOST_EXACT + 1, Math.rint(Registers.estimate(registers)));
    }
}
