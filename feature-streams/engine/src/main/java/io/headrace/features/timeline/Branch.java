package io.headrace.features.timeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block with more entries than a leaf may have. Its slots, in order, are the largest aligned parts of the block that a leaf can have;
 * a sixteenth that is too much for a leaf is a branch. So which slots there are follows from the entries alone.
 */
final class Branch implements Node {

    /** A branch's block and a branch slot are this many bits apart: sixteen parts. */
    static final int DIGIT = 4;

    private static final int BYTES = 200;
    private static final int SLOT_BYTES = 150;

    /** One that is nobody's. */
    static final Branch NONE = new Branch(Block.around(0, 0, 0));

    final Block block;
    final List<Slot> slots = new ArrayList<>();

    private int counted;

    /** Made when it is first asked for. */
    private @Nullable Suffixes suffixes;

    Branch(Block block) {
        this.block = block;
    }

    @Override
    public int bytes() {
        int bytes = BYTES;
        for (Slot slot : slots) {
            bytes += SLOT_BYTES + (slot.totals == null ? 0 : slot.totals.bytes());
        }
        return bytes;
    }

    @Override
    public int counted() {
        return counted;
    }

    @Override
    public void counted(int bytes) {
        counted = bytes;
    }

    /** Index of the slot that has a place, or {@code -(where it would stand) - 1}. */
    int find(long time, int id) {
        int at = slots.size() - 1;
        while (at >= 0 && isAfter(slots.get(at).block, time, id)) {
            at--;
        }
        return at >= 0 && slots.get(at).block.contains(time, id) ? at : -(at + 1) - 1;
    }

    private static boolean isAfter(Block block, long time, int id) {
        return block.time() > time || (block.time() == time && block.id() > id);
    }

    /** The largest part of the block that has a place and touches no slot. */
    Block gap(long time, int id) {
        Block gap = block.half(time, id);
        while (touches(gap)) {
            gap = gap.half(time, id);
        }
        return gap;
    }

    private boolean touches(Block part) {
        for (Slot slot : slots) {
            if (part.contains(slot.block) || slot.block.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** How many slots have totals: all, but in a branch that leads to the newest leaf the last. */
    int sealed() {
        return last().totals == null ? slots.size() - 1 : slots.size();
    }

    /** The totals of a slot that has them. */
    Totals totals(int slot) {
        Totals totals = slots.get(slot).totals;
        if (totals == null) {
            throw new IllegalStateException("the newest slot, " + slots.get(slot).block + ", has no totals");
        }
        return totals;
    }

    Suffixes suffixes(Layout layout) {
        Suffixes known = suffixes;
        if (known == null) {
            known = new Suffixes(this, layout);
            suffixes = known;
        }
        return known;
    }

    /** To be called after each change of a slot. */
    void changed() {
        suffixes = null;
    }

    Slot last() {
        return slots.getLast();
    }
}
