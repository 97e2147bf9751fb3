package io.headrace.features.timeline;

import java.util.Optional;

/**
 * Goes back over the newest entries with a value in a column, so many at most: over a piece at once where that has no more of them, so that it
 * looks at a path of the tree.
 */
final class NewestWalk {

    private final Tree tree;
    private final int column;
    private final int source;
    private final long from;
    private final long to;
    private final Optional<Running> into;
    private long left;
    private Optional<Span.Found> oldest = Optional.empty();

    /**
     * @param most how many, 1 or more
     * @param to the last millisecond, {@code from} or later
     * @param into takes the column's values; empty where only the place of the oldest is wanted
     */
    NewestWalk(Tree tree, int column, int most, long from, long to, Optional<Running> into) {
        this.tree = tree;
        this.column = column;
        this.source = tree.layout().source(column);
        this.from = from;
        this.to = to;
        this.into = into;
        this.left = most;
        goBack(tree.root());
    }

    /** The oldest of them; empty where there are not so many, or they were added up. */
    Optional<Span.Found> oldest() {
        return oldest;
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
        int end = leaf.firstAfter(to);
        int at = end;
        while (at > first && left > 0) {
            at--;
            left -= leaf.has(source, at) ? 1 : 0;
        }
        if (into.isPresent()) {
            into.get().add(leaf, source, at, end);
        }
        if (left == 0) {
            oldest = Optional.of(new Span.Found(leaf, at));
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
        if (whole && totals != null) {
            long count = totals.partials()[source].count();
            if (count < left || (count == left && into.isPresent())) {
                into.ifPresent(running -> running.add(totals.partials()[column]));
                left -= count;
                return left > 0;
            }
        }
        return goBack(tree.child(slot));
    }
}
