package io.headrace.features.timeline;

/**
 * Goes back from a moment for as long as entries follow each other closely: over a piece at once where all of it does, so that it looks at
 * a path of the tree.
 */
final class SessionWalk {

    private final Tree tree;
    private final int column;
    private final long gap;
    private final long from;
    private long begin;
    private long count;

    /**
     * @param column of gaps
     * @param gap the longest between neighbours, milliseconds
     * @param from the earliest that counts
     * @param time where it begins, which is no entry of the session
     */
    SessionWalk(Tree tree, int column, long gap, long from, long time) {
        this.tree = tree;
        this.column = column;
        this.gap = gap;
        this.from = from;
        this.begin = time;
        goBack(tree.root(), time);
    }

    /** How many entries there are. */
    long count() {
        return count;
    }

    /** The time of the first of them; the moment itself without any. */
    long begin() {
        return begin;
    }

    /** Says whether what is before may be of it. */
    private boolean goBack(Node node, long end) {
        return switch (node) {
            case Leaf leaf -> goBack(leaf, end);
            case Branch branch -> goBack(branch, end);
        };
    }

    private boolean goBack(Leaf leaf, long end) {
        for (int i = leaf.firstAt(end) - 1; i >= 0; i--) {
            if (!follows(leaf.time(i))) {
                return false;
            }
            begin = leaf.time(i);
            count++;
        }
        return true;
    }

    private boolean follows(long time) {
        return time >= from && GapsRunning.gap(time, begin) <= gap;
    }

    private boolean goBack(Branch branch, long end) {
        for (Slot slot : branch.slots.reversed()) {
            if (slot.block.time() < end && !goBack(slot, end)) {
                return false;
            }
        }
        return true;
    }

    private boolean goBack(Slot slot, long end) {
        Totals totals = slot.totals;
        if (totals != null
                && slot.block.lastTime() < end
                && totals.partials()[column] instanceof Partial.Gaps gaps
                && gaps.any()) {
            if (!follows(gaps.last())) {
                return false;
            }
            if (gaps.longest() <= gap && gaps.first() >= from) {
                begin = gaps.first();
                count += totals.entries();
                return true;
            }
        }
        return goBack(tree.child(slot), end);
    }
}
