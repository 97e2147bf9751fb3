package io.headrace.features.timeline;

/**
 * Counts the newest entries in a row of which a column has 1, those without a value left out: over a piece at once where all of it has, so
 * that it looks at a path of the tree.
 */
final class RunWalk {

    private final Tree tree;
    private final int column;
    private final long from;
    private final long to;
    private long count;

    /** @param to the last millisecond, {@code from} or later */
    RunWalk(Tree tree, int column, long from, long to) {
        this.tree = tree;
        this.column = column;
        this.from = from;
        this.to = to;
        goBack(tree.root());
    }

    long count() {
        return count;
    }

    /** Says whether the row goes on before it. */
    private boolean goBack(Node node) {
        return switch (node) {
            case Leaf leaf -> goBack(leaf);
            case Branch branch -> goBack(branch);
        };
    }

    private boolean goBack(Leaf leaf) {
        int first = leaf.firstAt(from);
        for (int i = leaf.firstAfter(to) - 1; i >= first; i--) {
            if (leaf.has(column, i)) {
                if (leaf.value(column, i) != 1) {
                    return false;
                }
                count++;
            }
        }
        return first == 0;
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
        if (whole && totals != null && totals.partials()[column] instanceof Partial.Numbers numbers) {
            if (numbers.count() == 0 || (numbers.min() == 1 && numbers.max() == 1)) {
                count += numbers.count();
                return true;
            }
        }
        return goBack(tree.child(slot));
    }
}
