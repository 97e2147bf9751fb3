package io.headrace.features.timeline;

/**
 * Takes leaves out that are remembered since before a horizon. A branch that is left with one slot gives way to it; otherwise what is
 * left keeps its shape. Where something lasts, what they come to is kept.
 */
final class Forgetting {

    private final Tree tree;
    private final long horizon;

    Forgetting(Tree tree, long horizon) {
        this.tree = tree;
        this.horizon = horizon;
    }

    /** Takes out one leaf, if there is one. */
    boolean next() {
        return switch (tree.root()) {
            case Leaf leaf -> {
                boolean over = tree.oldestSince(leaf) < horizon;
                if (over && leaf.size() > 0) {
                    fold(leaf);
                    tree.rootInstead(leaf.emptied());
                }
                yield over;
            }
            case Branch branch -> {
                boolean over = next(branch, true);
                if (branch.slots.size() == 1) {
                    Slot only = branch.last();
                    Node child = tree.child(only);
                    tree.removed(only.piece);
                    tree.left(branch);
                    tree.root(child);
                }
                yield over;
            }
        };
    }

    private boolean next(Branch branch, boolean newest) {
        for (int i = 0; i < branch.slots.size(); i++) {
            Slot slot = branch.slots.get(i);
            if (tree.oldestSince(slot) < horizon) {
                takeOut(branch, i, newest);
                tree.changed(branch);
                return true;
            }
        }
        return false;
    }

    private void takeOut(Branch branch, int at, boolean newest) {
        Slot slot = branch.slots.get(at);
        boolean last = at == branch.slots.size() - 1;
        if (slot.isLeaf) {
            fold(slot);
            tree.removed(slot.piece);
            if (slot.child != null) {
                tree.left(slot.child);
            }
            branch.slots.remove(at);
            if (newest && last) {
                tree.open(branch.last());
            }
            return;
        }
        Branch child = (Branch) tree.child(slot);
        boolean open = newest && last;
        next(child, open);
        if (child.slots.size() == 1) {
            giveWay(slot, child);
        } else if (!open) {
            slot.totals = tree.totals(child);
        }
    }

    private void fold(Leaf leaf) {
        if (tree.layout().lasts()) {
            tree.folded().add(tree.totals(leaf));
        } else {
            tree.folded().miss();
        }
    }

    private void fold(Slot slot) {
        if (tree.layout().lasts()) {
            tree.folded().add(slot.totals == null ? tree.totals(tree.child(slot)) : slot.totals);
        } else {
            tree.folded().miss();
        }
    }

    private void giveWay(Slot slot, Branch child) {
        Slot only = child.last();
        tree.removed(child.block);
        tree.left(child);
        slot.child = only.child;
        slot.piece = only.piece;
        slot.isLeaf = only.isLeaf;
        slot.totals = only.totals;
    }
}
