package io.headrace.features.timeline;

/**
 * Reads a timeline from one moment back, through several windows that all end there: the shortest first. What is newer than all
 * windows' beginnings is looked at once. Can be used for one event after the other, by one thread.
 */
public final class Backward {

    /** Instead of a column: entries are counted, nothing is added up. */
    public static final int NO_COLUMN = -1;

    private static final int DEEPEST = Block.ALL_BITS / Branch.DIGIT + 2;

    private final NumberRunning base;
    private final NumberRunning window;
    private final Branch[] spine = new Branch[DEEPEST];
    private Tree tree = Tree.NONE;
    private Leaf newest = Leaf.NONE;
    private int column;
    private int depth;

    /** Of the nodes that lead to the newest leaf, the leaf itself the last, those from here on are in the base as a whole. */
    private int level;

    private long baseEntries;
    private long entries;
    private boolean late;
    private long end;

    /** @param squared whether deviations are wanted */
    public Backward(boolean squared) {
        base = new NumberRunning(squared);
        window = new NumberRunning(squared);
    }

    /**
     * Begins at a moment.
     *
     * @param column of numbers, or {@link #NO_COLUMN}
     * @param time the windows end before it
     * @param own a value that is in all of them; NaN for none
     */
    public void begin(Timeline line, int column, long time, double own) {
        this.column = column;
        tree = line.tree();
        depth = 0;
        Node node = tree.root();
        while (node instanceof Branch branch) {
            spine[depth++] = branch;
            node = tree.child(branch.last());
        }
        newest = (Leaf) node;
        level = depth + 1;
        baseEntries = 0;
        base.clear();
        base.add(own);
        late = newest.size() > 0 && newest.time(newest.size() - 1) >= time;
        if (late) {
            end = time;
            entries = 0;
        }
    }

    /**
     * Goes on to the beginning of the next window.
     *
     * @param start its first millisecond, never later than that of the window before; the beginning of time once at most: then those that
     *     are not entries any more are in it, too
     * @return its values and the own one, until the next call; whatever is added to it is not in the next
     */
    public NumberRunning to(long start) {
        if (late) {
            goOn(start);
            window.set(base);
        } else {
            goBack(start);
        }
        if (start == Long.MIN_VALUE) {
            tree.folded().totals().ifPresent(this::addFolded);
        }
        return window;
    }

    private void addFolded(Totals totals) {
        entries += totals.entries();
        if (column != NO_COLUMN) {
            window.add(totals.partials()[column]);
        }
    }

    private void goBack(long start) {
        int at = 0;
        while (at < depth && spine[at].last().block.time() < start) {
            at++;
        }
        while (level > at + 1) {
            level--;
            addWhole(level);
        }
        window.set(base);
        entries = baseEntries;
        if (at == depth) {
            add(newest, start);
        } else {
            add(spine[at], start);
        }
    }

    /** How many entries the window has. */
    public long entries() {
        return entries;
    }

    /** Lets go of the timeline. To be called when all windows are read. */
    public void end() {
        tree = Tree.NONE;
        newest = Leaf.NONE;
        for (int i = 0; i < depth; i++) {
            spine[i] = Branch.NONE;
        }
        depth = 0;
    }

    /** There are entries at the moment or behind it, so what is newer than a window is not all there is. */
    private void goOn(long start) {
        if (start < end) {
            Span span = new Span(tree, start, end - 1);
            entries += span.count();
            if (column != NO_COLUMN) {
                span.tally(column, base);
            }
            end = start;
        }
    }

    private void addWhole(int node) {
        if (node == depth) {
            baseEntries += newest.size();
            if (column != NO_COLUMN) {
                base.add(newest, column, 0, newest.size());
            }
            return;
        }
        Suffixes all = spine[node].suffixes(tree.layout());
        baseEntries += all.entries(0);
        if (column != NO_COLUMN) {
            base.add(all.partial(0, column));
        }
    }

    private void add(Node node, long start) {
        switch (node) {
            case Leaf leaf -> {
                int from = leaf.firstAt(start);
                entries += leaf.size() - from;
                if (column != NO_COLUMN) {
                    window.add(leaf, column, from, leaf.size());
                }
            }
            case Branch branch -> add(branch, start);
        }
    }

    private void add(Branch branch, long start) {
        int sealed = branch.sealed();
        int at = sealed;
        while (at > 0 && branch.slots.get(at - 1).block.lastTime() >= start) {
            at--;
        }
        boolean inPart = at < sealed && branch.slots.get(at).block.time() < start;
        int whole = inPart ? at + 1 : at;
        if (whole < sealed) {
            Suffixes suffixes = branch.suffixes(tree.layout());
            entries += suffixes.entries(whole);
            if (column != NO_COLUMN) {
                window.add(suffixes.partial(whole, column));
            }
        }
        if (inPart) {
            add(tree.child(branch.slots.get(at)), start);
        }
    }
}
