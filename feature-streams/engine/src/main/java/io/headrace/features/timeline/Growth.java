package io.headrace.features.timeline;

import io.headrace.features.timeline.Timeline.Entry;

/** Puts an entry in its place, and pieces that grow too large in parts. */
final class Growth {

    /** What became of an entry. */
    enum Outcome {
        ADDED,
        REPLACED,
        KNOWN
    }

    private final Tree tree;

    Growth(Tree tree) {
        this.tree = tree;
    }

    Outcome put(Entry entry) {
        return switch (tree.root()) {
            case Leaf leaf -> putInRoot(entry, leaf);
            case Branch branch when branch.block.contains(entry.time(), entry.id()) -> put(entry, branch, true);
            case Branch branch -> {
                Branch above = above(branch, entry);
                above.slots.add(Slot.of(part(above, branch), branch));
                addLeaf(entry, above, true);
                tree.root(above);
                tree.changed(branch);
                tree.added(1);
                yield Outcome.ADDED;
            }
        };
    }

    private Outcome putInRoot(Entry entry, Leaf leaf) {
        Outcome outcome = put(entry, leaf);
        if (outcome != Outcome.KNOWN) {
            tree.rootChanged();
        }
        if (leaf.size() > Leaf.MOST) {
            tree.rootInstead(branch(leaf, true));
        }
        return outcome;
    }

    private static Outcome put(Entry entry, Leaf leaf) {
        int at = leaf.position(entry.time(), entry.id());
        if (at < 0) {
            leaf.insert(-at - 1, entry.time(), entry.id(), entry.since(), entry.values());
            return Outcome.ADDED;
        }
        if (!entry.replaces()) {
            return Outcome.KNOWN;
        }
        leaf.set(at, entry.values());
        return Outcome.REPLACED;
    }

    /** @param newest whether the branch leads to the timeline's newest leaf */
    private Outcome put(Entry entry, Branch branch, boolean newest) {
        int at = branch.find(entry.time(), entry.id());
        if (at < 0) {
            addLeaf(entry, branch, newest);
            tree.changed(branch);
            return Outcome.ADDED;
        }
        Slot slot = branch.slots.get(at);
        boolean open = newest && at == branch.slots.size() - 1;
        return switch (tree.child(slot)) {
            case Leaf leaf -> putInLeaf(entry, branch, at, leaf, open);
            case Branch child -> putBeneath(entry, branch, slot, child, open);
        };
    }

    private Outcome putInLeaf(Entry entry, Branch branch, int at, Leaf leaf, boolean open) {
        Outcome outcome = put(entry, leaf);
        if (outcome == Outcome.KNOWN) {
            return outcome;
        }
        Slot slot = branch.slots.get(at);
        if (leaf.size() > Leaf.MOST) {
            tree.removed(slot.piece);
            tree.left(leaf);
            branch.slots.remove(at);
            split(leaf, slot.block, branch, at, open);
            tree.changed(branch);
            return outcome;
        }
        tree.changed(slot);
        if (!open) {
            slot.totals = tree.totals(leaf);
            tree.changed(branch);
        }
        return outcome;
    }

    private Outcome putBeneath(Entry entry, Branch branch, Slot slot, Branch child, boolean open) {
        if (child.block.contains(entry.time(), entry.id())) {
            Outcome outcome = put(entry, child, open);
            if (outcome != Outcome.KNOWN && !open) {
                slot.totals = tree.totals(child);
                tree.changed(branch);
            }
            return outcome;
        }
        Branch above = above(child, entry);
        Slot moved = Slot.of(part(above, child), child);
        moved.totals = slot.totals;
        above.slots.add(moved);
        addLeaf(entry, above, open);
        tree.added(1);
        slot.child = above;
        slot.piece = above.block;
        slot.totals = open ? null : tree.totals(above);
        tree.changed(slot);
        tree.changed(branch);
        return Outcome.ADDED;
    }

    /** The smallest branch that has a branch and an entry. */
    private static Branch above(Branch branch, Entry entry) {
        return new Branch(Block.around(branch.block.time(), branch.block.id(), entry.time(), entry.id(), Branch.DIGIT));
    }

    private static Block part(Branch of, Branch child) {
        return Block.around(child.block.time(), child.block.id(), of.block.bits() - Branch.DIGIT);
    }

    private void addLeaf(Entry entry, Branch branch, boolean newest) {
        Leaf leaf = tree.layout().emptyLeaf();
        leaf.insert(0, entry.time(), entry.id(), entry.since(), entry.values());
        int at = -branch.find(entry.time(), entry.id()) - 1;
        Slot slot = Slot.of(branch.gap(entry.time(), entry.id()), leaf);
        boolean open = newest && at == branch.slots.size();
        if (open) {
            tree.seal(branch.last());
        } else {
            slot.totals = tree.totals(leaf);
        }
        branch.slots.add(at, slot);
        tree.added(1);
        tree.changed(slot);
    }

    /** A branch with the entries of a leaf that has too many. */
    private Branch branch(Leaf leaf, boolean newest) {
        int last = leaf.size() - 1;
        Branch branch =
                new Branch(Block.around(leaf.time(0), leaf.id(0), leaf.time(last), leaf.id(last), Branch.DIGIT));
        split(leaf, branch.block, branch, 0, newest);
        return branch;
    }

    /** Puts entries of one part of a branch in slots from an index on; says how many. */
    private int split(Leaf leaf, Block part, Branch branch, int at, boolean newest) {
        if (leaf.size() == 0) {
            return 0;
        }
        if (leaf.size() > Leaf.MOST && part.bits() > branch.block.bits() - Branch.DIGIT) {
            int middle = middle(leaf, part);
            int before = split(leaf.part(0, middle), part.firstHalf(), branch, at, newest && middle == leaf.size());
            return before + split(leaf.part(middle, leaf.size()), part.secondHalf(), branch, at + before, newest);
        }
        Node child = leaf.size() > Leaf.MOST ? branch(leaf, newest) : leaf;
        Slot slot = Slot.of(part, child);
        if (!newest) {
            slot.totals = tree.totals(child);
        }
        branch.slots.add(at, slot);
        tree.added(1);
        tree.changed(slot);
        return 1;
    }

    /** How many of the entries lie in the first half of a block. */
    private static int middle(Leaf leaf, Block part) {
        Block first = part.firstHalf();
        int middle = 0;
        while (middle < leaf.size() && first.contains(leaf.time(middle), leaf.id(middle))) {
            middle++;
        }
        return middle;
    }
}
