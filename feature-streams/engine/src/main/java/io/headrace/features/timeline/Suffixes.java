package io.headrace.features.timeline;

/**
 * What the numbers in the slots of a branch from each one on come to, the newest of the timeline left out. So a window that begins in a branch takes one
 * step through it, and not one for each slot behind.
 */
final class Suffixes {

    private final long[] entries;
    private final Partial[][] partials;

    Suffixes(Branch branch, Layout layout) {
        int sealed = branch.sealed();
        entries = new long[sealed + 1];
        partials = new Partial[sealed + 1][];
        Totals.Sum sum = layout.sumOfNumbers();
        partials[sealed] = sum.totals().partials();
        for (int i = sealed - 1; i >= 0; i--) {
            Totals totals = sum.add(branch.totals(i)).totals();
            entries[i] = totals.entries();
            partials[i] = totals.partials();
        }
    }

    /** How many entries there are in a slot and those behind it. */
    long entries(int from) {
        return entries[from];
    }

    /** What a column's values in a slot and those behind it come to. */
    Partial partial(int from, int column) {
        return partials[from][column];
    }
}
