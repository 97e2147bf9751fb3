package io.headrace.features.timeline;

import java.util.List;
import java.util.Optional;

/** The entries of a span of time: counted, added up, or the last of them. */
final class Span {

    private final Tree tree;
    private final long from;
    private final long to;

    /** @param to the last millisecond, {@code from} or later */
    Span(Tree tree, long from, long to) {
        this.tree = tree;
        this.from = from;
        this.to = to;
    }

    long count() {
        return count(tree.root());
    }

    private long count(Node node) {
        return switch (node) {
            case Leaf leaf -> leaf.firstAfter(to) - leaf.firstAt(from);
            case Branch branch -> {
                long count = 0;
                List<Slot> slots = branch.slots;
                for (int i = slots.size() - 1; i >= 0; i--) {
                    Slot slot = slots.get(i);
                    if (slot.block.lastTime() < from) {
                        break;
                    }
                    if (slot.block.time() <= to) {
                        count += slot.totals != null && covers(slot.block)
                                ? slot.totals.entries()
                                : count(tree.child(slot));
                    }
                }
                yield count;
            }
        };
    }

    void tally(int column, Running into) {
        tally(tree.root(), column, into);
    }

    private void tally(Node node, int column, Running into) {
        switch (node) {
            case Leaf leaf -> into.add(leaf, tree.layout().source(column), leaf.firstAt(from), leaf.firstAfter(to));
            case Branch branch -> {
                List<Slot> slots = branch.slots;
                for (int i = slots.size() - 1; i >= 0; i--) {
                    Slot slot = slots.get(i);
                    if (slot.block.lastTime() < from) {
                        break;
                    }
                    if (slot.block.time() <= to) {
                        if (slot.totals != null && covers(slot.block)) {
                            into.add(slot.totals.partials()[column]);
                        } else {
                            tally(tree.child(slot), column, into);
                        }
                    }
                }
            }
        }
    }

    private boolean covers(Block block) {
        return from <= block.time() && block.lastTime() <= to;
    }

    /** The time of the last entry; {@link Long#MIN_VALUE} without any. */
    long lastTime() {
        return lastTime(tree.root());
    }

    private long lastTime(Node node) {
        return switch (node) {
            case Leaf leaf -> {
                int at = leaf.firstAfter(to) - 1;
                yield at >= 0 ? leaf.time(at) : Long.MIN_VALUE;
            }
            case Branch branch -> lastTime(branch);
        };
    }

    private long lastTime(Branch branch) {
        for (Slot slot : branch.slots.reversed()) {
            if (slot.block.time() <= to) {
                long time = lastTime(tree.child(slot));
                if (time != Long.MIN_VALUE) {
                    return time;
                }
            }
        }
        return Long.MIN_VALUE;
    }

    /** An entry. */
    record Found(Leaf leaf, int index) {

        Timeline.Found value(int column) {
            return leaf.found(column, index);
        }
    }

    /** Which entries are looked for. */
    private interface Wanted {

        boolean is(Leaf leaf, int index);

        /** Whether some of what comes to this may be. */
        boolean maybe(Partial partial);
    }

    /** The last entry with a value in a column. */
    Optional<Found> last(int column) {
        return last(tree.root(), column, new Wanted() {
            @Override
            public boolean is(Leaf leaf, int index) {
                return leaf.has(column, index);
            }

            @Override
            public boolean maybe(Partial partial) {
                return partial.count() > 0;
            }
        });
    }

    /** The last entry with a certain value in a column of numbers or classes. */
    Optional<Found> last(int column, double value) {
        return last(tree.root(), column, new Wanted() {
            @Override
            public boolean is(Leaf leaf, int index) {
                return leaf.value(column, index) == value;
            }

            @Override
            public boolean maybe(Partial partial) {
                return partial instanceof Partial.Classes classes
                        ? classes.counts()[(int) value] > 0
                        : partial.count() > 0;
            }
        });
    }

    private Optional<Found> last(Node node, int column, Wanted wanted) {
        return switch (node) {
            case Leaf leaf -> last(leaf, wanted);
            case Branch branch -> last(branch, column, wanted);
        };
    }

    private Optional<Found> last(Leaf leaf, Wanted wanted) {
        for (int i = leaf.firstAfter(to) - 1; i >= 0; i--) {
            if (wanted.is(leaf, i)) {
                return Optional.of(new Found(leaf, i));
            }
        }
        return Optional.empty();
    }

    private Optional<Found> last(Branch branch, int column, Wanted wanted) {
        for (Slot slot : branch.slots.reversed()) {
            if (slot.block.time() <= to
                    && (slot.totals == null || wanted.maybe(slot.totals.partials()[column]))) {
                Optional<Found> last = last(tree.child(slot), column, wanted);
                if (last.isPresent()) {
                    return last;
                }
            }
        }
        return Optional.empty();
    }

    /** The first entry with a value in a column. */
    Optional<Found> first(int column) {
        return first(tree.root(), column);
    }

    private Optional<Found> first(Node node, int column) {
        return switch (node) {
            case Leaf leaf -> first(leaf, column);
            case Branch branch -> first(branch, column);
        };
    }

    private Optional<Found> first(Leaf leaf, int column) {
        int end = leaf.firstAfter(to);
        for (int i = leaf.firstAt(from); i < end; i++) {
            if (leaf.has(column, i)) {
                return Optional.of(new Found(leaf, i));
            }
        }
        return Optional.empty();
    }

    private Optional<Found> first(Branch branch, int column) {
        for (Slot slot : branch.slots) {
            if (slot.block.time() > to) {
                break;
            }
            boolean has = slot.totals == null || slot.totals.partials()[column].count() > 0;
            if (has && slot.block.lastTime() >= from) {
                Optional<Found> first = first(tree.child(slot), column);
                if (first.isPresent()) {
                    return first;
                }
            }
        }
        return Optional.empty();
    }
}
