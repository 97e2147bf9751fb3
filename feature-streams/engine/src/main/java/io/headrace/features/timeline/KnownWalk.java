package io.headrace.features.timeline;

/**
 * Goes back over the newest entries, so many at most, and adds up a column's values that became known by the end: over a piece at once where it
 * has no more entries and all of its values became known, or none, so that it looks at paths of the tree.
 */
final class KnownWalk {

    private final Tree tree;
    private final int column;
    private final Delay delay;
    private final long from;
    private final long to;
    private final Running into;
    private long left;

    /**
     * @param delay how long after its entry a value becomes known
     * @param most how many entries, 1 or more
     * @param to the last millisecond of entries and of becoming known, {@code from} or later
     */
    KnownWalk(Tree tree, int column, Delay delay, int most, long from, long to, Running into) {
        this.tree = tree;
        this.column = column;
        this.delay = delay;
        this.from = from;
        this.to = to;
        this.into = into;
        this.left = most;
        goBack(tree.root());
    }

    /** Says whether more are wanted, and may be before it. */
    private boolean goBack(Node node) {
        return switch (node) {
            case Leaf leaf -> goBack(leaf);
            case Branch branch -> goBack(branch);
        };
    }

    private boolean goBack(Leaf leaf) {
        int first = leaf.firstAt(from);
        for (int i = leaf.firstAfter(to) - 1; i >= first && left > 0; i--) {
            if (leaf.has(column, i) && leaf.time(i) <= to - delay(leaf, i)) {
                into.add(leaf, column, i, i + 1);
            }
            left--;
        }
        return left > 0 && first == 0;
    }

    private boolean goBack(Branch branch) {
        for (Slot slot : branch.slots.reversed()) {
            if (slot.block.lastTime() < from) {
                return false;
            }
            if (slot.block.time() <= to && !goBack(slot)) {
                return false;
            }
        }
        return true;
    }

    private boolean goBack(Slot slot) {
        Totals totals = slot.totals;
        boolean whole = from <= slot.block.time() && slot.block.lastTime() <= to;
        if (!whole || totals == null || totals.entries() > left) {
            return goBack(tree.child(slot));
        }
        if (totals.partials()[column].count() > 0 && slot.block.time() <= to - shortest(totals)) {
            if (slot.block.lastTime() > to - longest(totals)) {
                return goBack(tree.child(slot));
            }
            into.add(totals.partials()[column]);
        }
        left -= totals.entries();
        return left > 0;
    }

    private long delay(Leaf leaf, int index) {
        return switch (delay) {
            case Delay.Fixed(long millis) -> millis;
            case Delay.Told(int told) -> (long) leaf.value(told, index);
        };
    }

    private long shortest(Totals totals) {
        return switch (delay) {
            case Delay.Fixed(long millis) -> millis;
            case Delay.Told(int told) -> (long) ((Partial.Numbers) totals.partials()[told]).min();
        };
    }

    private long longest(Totals totals) {
        return switch (delay) {
            case Delay.Fixed(long millis) -> millis;
            case Delay.Told(int told) -> (long) ((Partial.Numbers) totals.partials()[told]).max();
        };
    }
}
