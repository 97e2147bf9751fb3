package io.headrace.features.timeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A timeline's pieces: which are in memory, which changed, and what they come to. */
final class Tree {

    /** One that is nobody's. */
    static final Tree NONE = new Tree(new Layout(List.of()), Pieces.NONE, Leaf.NONE);

    private final Layout layout;
    private final Pieces pieces;

    /** By the block they are stored under; empty for those that are no more. */
    private Map<Block, Optional<Node>> changed = Map.of();

    /** Whether anything is stored at all: else nothing need be known of what changed. */
    private final boolean stored;

    private Node root;
    private boolean rootChanged;
    private int inMemory = 1;
    private long bytes;

    /** Counts how often unused pieces have been let go. */
    private int round;

    /** What {@link #newestSince()} found, where nothing has changed since. */
    private long newestSince;

    private boolean isNewestKnown;

    private final Folded folded;

    Tree(Layout layout, Pieces pieces, Node root) {
        this.layout = layout;
        this.pieces = pieces;
        this.stored = !Pieces.NONE.equals(pieces);
        this.root = root;
        this.folded = new Folded(layout, pieces);
        weigh(root);
    }

    /** What the leaves came to that have been let go. */
    Folded folded() {
        return folded;
    }

    Layout layout() {
        return layout;
    }

    Node root() {
        return root;
    }

    int inMemory() {
        return inMemory;
    }

    /** The piece of a slot, read if need be. */
    Node child(Slot slot) {
        Node child = slot.child;
        if (child == null) {
            child = layout.codec().read(pieces.read(slot.piece));
            slot.child = child;
            inMemory++;
            weigh(child);
        }
        slot.usedIn = round;
        return child;
    }

    /** About how much memory its pieces take that are in memory; known where they are stored. */
    long bytes() {
        return bytes + folded.bytes();
    }

    private void weigh(Node node) {
        if (stored) {
            int now = node.bytes();
            bytes += now - node.counted();
            node.counted(now);
        }
    }

    /** A piece does not belong to the tree any more. */
    void left(Node node) {
        inMemory--;
        bytes -= node.counted();
        node.counted(0);
    }

    /** Whatever hangs from the tree from now on hangs from this. */
    void root(Node node) {
        root = node;
        rootChanged();
    }

    /** The same, where what it hung from is no part of it. */
    void rootInstead(Node node) {
        left(root);
        inMemory++;
        root(node);
    }

    void changed(Slot slot) {
        isNewestKnown = false;
        weigh(child(slot));
        if (stored) {
            note(slot.piece, Optional.of(child(slot)));
        }
    }

    void changed(Branch branch) {
        isNewestKnown = false;
        branch.changed();
        weigh(branch);
        if (branch == root) {
            rootChanged = true;
        } else if (stored) {
            note(branch.block, Optional.of(branch));
        }
    }

    void rootChanged() {
        isNewestKnown = false;
        rootChanged = true;
        weigh(root);
    }

    void added(int nodes) {
        inMemory += nodes;
    }

    void removed(Block piece) {
        if (stored) {
            note(piece, Optional.empty());
        }
    }

    /** Most timelines are their root alone, and have nothing to note. */
    private void note(Block piece, Optional<Node> now) {
        if (changed.isEmpty()) {
            changed = new LinkedHashMap<>();
        }
        changed.put(piece, now);
    }

    /** Hands over which pieces but the root changed; says whether the root did. */
    boolean write(Pieces.Changes to) {
        changed.forEach((block, node) ->
                node.ifPresentOrElse(piece -> to.put(block, layout.codec().write(piece)), () -> to.remove(block)));
        changed = Map.of();
        boolean root = rootChanged;
        rootChanged = false;
        return root;
    }

    byte[] rootBytes() {
        return layout.codec().write(root);
    }

    /** Lets go of all pieces but the root. To be called when nothing is changed. */
    void unload() {
        if (stored && root instanceof Branch branch) {
            branch.slots.forEach(slot -> slot.child = null);
            inMemory = 1;
            bytes = branch.counted();
        }
    }

    /** Lets go of the pieces that nobody has asked for since this was called last. To be called when nothing is changed. */
    void unloadUnused() {
        if (stored && root instanceof Branch branch) {
            unloadUnused(branch);
        }
        round++;
    }

    private void unloadUnused(Branch branch) {
        for (int i = 0; i < branch.slots.size(); i++) {
            Slot slot = branch.slots.get(i);
            if (slot.child != null && slot.usedIn != round) {
                unload(slot, slot.child);
            } else if (slot.child instanceof Branch below) {
                unloadUnused(below);
            }
        }
    }

    private void unload(Slot slot, Node child) {
        if (child instanceof Branch branch) {
            for (Slot below : branch.slots) {
                if (below.child != null) {
                    unload(below, below.child);
                }
            }
        }
        left(child);
        slot.child = null;
    }

    /** Gives a slot its totals, and the newest ones beneath it: it is not the newest of the timeline any more. */
    void seal(Slot slot) {
        if (slot.totals != null) {
            return;
        }
        Node child = child(slot);
        if (child instanceof Branch branch && branch.last().totals == null) {
            seal(branch.last());
            changed(branch);
        }
        slot.totals = totals(child);
    }

    /** Takes totals off again where a slot has become the newest. */
    void open(Slot slot) {
        slot.totals = null;
        if (child(slot) instanceof Branch branch) {
            open(branch.last());
            changed(branch);
        }
    }

    /** What a piece of which all slots have totals comes to. */
    Totals totals(Node node) {
        Totals.Sum sum = layout.sum();
        switch (node) {
            case Leaf leaf -> sum.add(leaf);
            case Branch branch -> {
                for (int i = 0; i < branch.slots.size(); i++) {
                    sum.add(branch.totals(i));
                }
            }
        }
        return sum.totals();
    }

    OptionalLong since(Node node, long time, int id) {
        return switch (node) {
            case Leaf leaf -> {
                int at = leaf.position(time, id);
                yield at >= 0 ? OptionalLong.of(leaf.since(at)) : OptionalLong.empty();
            }
            case Branch branch -> {
                int at = branch.find(time, id);
                yield at >= 0 ? since(child(branch.slots.get(at)), time, id) : OptionalLong.empty();
            }
        };
    }

    long entries(Node node) {
        return switch (node) {
            case Leaf leaf -> leaf.size();
            case Branch branch -> {
                long sum = 0;
                for (int i = 0; i < branch.slots.size(); i++) {
                    Slot slot = branch.slots.get(i);
                    sum += slot.totals == null ? entries(child(slot)) : slot.totals.entries();
                }
                yield sum;
            }
        };
    }

    /** Since when the newest entry is remembered; the least of all times without any. */
    long newestSince() {
        if (!isNewestKnown) {
            newestSince = newestSince(root);
            isNewestKnown = true;
        }
        return newestSince;
    }

    private long newestSince(Node node) {
        return switch (node) {
            case Leaf leaf -> leaf.newestSince();
            case Branch branch -> {
                long newest = Long.MIN_VALUE;
                for (int i = 0; i < branch.slots.size(); i++) {
                    Slot slot = branch.slots.get(i);
                    newest = Math.max(
                            newest, slot.totals == null ? newestSince(child(slot)) : slot.totals.newestSince());
                }
                yield newest;
            }
        };
    }

    /** Since when the leaf is remembered that may be forgotten first; the latest of all times without any entry. */
    long oldestSince(Node node) {
        return switch (node) {
            case Leaf leaf -> leaf.size() == 0 ? Long.MAX_VALUE : leaf.newestSince();
            case Branch branch -> {
                long oldest = Long.MAX_VALUE;
                for (int i = 0; i < branch.slots.size(); i++) {
                    oldest = Math.min(oldest, oldestSince(branch.slots.get(i)));
                }
                yield oldest;
            }
        };
    }

    long oldestSince(Slot slot) {
        return slot.totals != null ? slot.totals.oldestSince() : oldestSince(child(slot));
    }

    /**
     * Adds an entry where that is as simple as it mostly is: behind all others, in a leaf that has room.
     *
     * @return whether it did
     */
    boolean append(long time, int id, long since, Values values) {
        Node node = root;
        @Nullable Slot slot = null;
        while (node instanceof Branch branch) {
            slot = branch.last();
            if (!branch.block.contains(time, id) || !slot.block.contains(time, id)) {
                return false;
            }
            node = child(slot);
        }
        Leaf leaf = (Leaf) node;
        int size = leaf.size();
        if (size == Leaf.MOST || (size > 0 && !leaf.isBefore(size - 1, time, id))) {
            return false;
        }
        long newest = Math.max(newestSince(), since);
        leaf.insert(size, time, id, since, values);
        if (slot == null) {
            rootChanged();
        } else {
            changed(slot);
        }
        newestSince = newest;
        isNewestKnown = true;
        return true;
    }
}
