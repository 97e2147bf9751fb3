package io.headrace.features.timeline;

/**
 * The longest time between neighbours of entries that are added in order, forward or back. Of a piece that was written when nobody asked for
 * gaps it is not known, and so of all that has such a piece.
 */
final class GapsRunning extends Running {

    private boolean any;
    private boolean unknown;
    private long first;
    private long last;
    private long longest;

    @Override
    public void clear() {
        any = false;
        unknown = false;
    }

    @Override
    void add(Leaf leaf, int column, int from, int end) {
        for (int i = from; i < end; i++) {
            add(leaf.time(i), leaf.time(i), 0);
        }
    }

    @Override
    public void add(long time, Values values, int column) {
        add(time, time, 0);
    }

    @Override
    void add(Partial partial) {
        Partial.Gaps gaps = (Partial.Gaps) partial;
        if (gaps.any()) {
            add(gaps.first(), gaps.last(), gaps.longest());
        } else {
            unknown = true;
        }
    }

    private void add(long from, long to, long within) {
        if (!any) {
            any = true;
            first = from;
            last = to;
            longest = within;
            return;
        }
        long between = from >= last ? gap(last, from) : gap(to, first);
        longest = Math.max(longest, Math.max(within, between));
        first = Math.min(first, from);
        last = Math.max(last, to);
    }

    /** From one time to a later one. */
    static long gap(long from, long to) {
        long gap = to - from;
        return gap < 0 ? Long.MAX_VALUE : gap;
    }

    @Override
    Partial partial() {
        return any && !unknown ? new Partial.Gaps(true, first, last, longest) : new Partial.Gaps(false, 0, 0, 0);
    }
}
