package io.headrace.features.timeline;

import org.jspecify.annotations.Nullable;

/** A part of a branch: a leaf, or a branch of its own, which may lie in the store and not in memory. */
final class Slot {

    /** Which places it has. */
    final Block block;

    /** Which places its piece has, by which it is stored: those of the slot for a leaf, the fewest possible for a branch. */
    Block piece;

    boolean isLeaf;

    /** Null while it has not been read. */
    @Nullable Node child;

    /** In which of its tree's rounds the piece was asked for last. */
    int usedIn;

    /** Null while the slot is the newest of the timeline: it changes with every event, and its branch should not. */
    @Nullable Totals totals;

    Slot(Block block, Block piece, boolean isLeaf, @Nullable Node child, @Nullable Totals totals) {
        this.block = block;
        this.piece = piece;
        this.isLeaf = isLeaf;
        this.child = child;
        this.totals = totals;
    }

    static Slot of(Block block, Node child) {
        return child instanceof Branch branch
                ? new Slot(block, branch.block, false, child, null)
                : new Slot(block, block, true, child, null);
    }
}
