package io.headrace.features.timeline;

import java.util.Optional;

/**
 * What happened to one entity, as a set by (time, id): a tree of pieces of bounded size, whose shape follows from what is in it and on
 * nothing else. Everything computed from it depends on its entries and not on the order they came in.
 *
 * <p>Leaves hold up to {@link Leaf#MOST} entries; branches hold up to sixteen parts of a block of time with what each comes to. Only the
 * newest leaf and the branches that lead to it are without such totals, so an entry in order changes one leaf, and one in some twenty a
 * branch, too. An entry that is late changes its leaf and the branches above: O(log n) pieces, each of bounded size. An aggregate over a
 * span of time reads the pieces at both its ends and takes totals between.
 *
 * <p>Pieces may lie in a store ({@link Pieces}) and are read when they are first needed. Not thread-safe.
 */
public final class Timeline {

    /** Pieces in memory beyond which those that are stored as they are leave it. */
    private static final int MOST_IN_MEMORY = 256;

    private final Tree tree;
    private boolean wasApart;

    private Timeline(Tree tree) {
        this.tree = tree;
        this.wasApart = isApart();
    }

    /** One without any entry. */
    public static Timeline empty(Layout layout, Pieces pieces) {
        return new Timeline(new Tree(layout, pieces, layout.emptyLeaf()));
    }

    /**
     * One that was stored, perhaps with other columns: those of its own are missing (NaN) where they are not stored.
     *
     * @param root what {@link #root} gave last
     * @throws CorruptPieceException if it is not that
     */
    public static Timeline read(Layout layout, byte[] root, Pieces pieces) {
        return new Timeline(new Tree(layout, pieces, layout.codec().read(root)));
    }

    /**
     * Adds an entry.
     *
     * @param progress how far the stream has come: since when the entry is remembered, if that is later than its time
     * @param values by column; NaN for what is missing
     * @return whether it was not there already; where it was, nothing changes
     */
    public boolean add(long time, int id, long progress, double... values) {
        return add(time, id, progress, Values.ofNumbers(values));
    }

    /** Adds an entry of a timeline that may have columns of texts. */
    public boolean add(long time, int id, long progress, Values values) {
        if (tree.append(time, id, Math.max(time, progress), values)) {
            return true;
        }
        return new Growth(tree).put(new Entry(time, id, Math.max(time, progress), false, values))
                == Growth.Outcome.ADDED;
    }

    /** Adds an entry as {@link #add} does; where it is already there, it has these values from now on. */
    public void put(long time, int id, long progress, double... values) {
        new Growth(tree).put(new Entry(time, id, Math.max(time, progress), true, Values.ofNumbers(values)));
    }

    /** How many entries there are. */
    public long size() {
        return tree.entries(tree.root());
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return tree.root() instanceof Leaf leaf && leaf.size() == 0;
    }

    /** Since when the entry that was added last is remembered; {@link Long#MIN_VALUE} without any. */
    public long newestSince() {
        return tree.newestSince(tree.root());
    }

    /** Whether an entry is there. */
    boolean has(long time, int id) {
        return tree.has(tree.root(), time, id);
    }

    /** How many entries lie at {@code from} or later and before {@code end}. */
    public long count(long from, long end) {
        return from >= end ? 0 : new Span(tree, from, end - 1).count();
    }

    /** Adds up a column's values of the entries at {@code from} or later and before {@code end}. */
    public void tally(int column, long from, long end, Running into) {
        if (from < end) {
            new Span(tree, from, end - 1).tally(column, into);
        }
    }

    /** The time of the last entry before {@code end}; {@link Long#MIN_VALUE} without any. */
    public long lastTimeBefore(long end) {
        return end == Long.MIN_VALUE ? end : new Span(tree, Long.MIN_VALUE, end - 1).lastTime();
    }

    /** The last entry before {@code end} that has a value in a column of numbers. */
    public Optional<Last> lastBefore(long end, int column) {
        return last(end, column).map(found -> new Last(found.time(), found.id(), found.number(column)));
    }

    /** The last entry before {@code end} that has a value in a column of texts. */
    public Optional<LastText> lastTextBefore(long end, int column) {
        return last(end, column).map(found -> new LastText(found.time(), found.text(column)));
    }

    private Optional<Span.Found> last(long end, int column) {
        return end == Long.MIN_VALUE ? Optional.empty() : new Span(tree, Long.MIN_VALUE, end - 1).last(column);
    }

    /**
     * The first value in a column of numbers of the entries at {@code from} or later and before {@code end}; NaN without any.
     */
    public double first(int column, long from, long end) {
        Optional<Span.Found> first = firstFound(column, from, end);
        return first.isEmpty() ? Double.NaN : first.get().number(column);
    }

    /** The same of a column of texts; empty without any. */
    public String firstText(int column, long from, long end) {
        return firstFound(column, from, end).map(found -> found.text(column)).orElse("");
    }

    private Optional<Span.Found> firstFound(int column, long from, long end) {
        return from >= end ? Optional.empty() : new Span(tree, from, end - 1).first(column);
    }

    /**
     * How many of the newest entries at {@code from} or later and before {@code end} in a row have 1 in a column of numbers, those without a
     * value left out.
     */
    public long run(int column, long from, long end) {
        return from >= end ? 0 : new RunWalk(tree, column, from, end - 1).count();
    }

    /**
     * The entries before {@code end}, none earlier than {@code from}, between which never more time passes than a gap.
     *
     * @param column of gaps
     * @param gap milliseconds
     */
    public Session session(int column, long gap, long from, long end) {
        SessionWalk walk = new SessionWalk(tree, column, gap, from, end);
        return new Session(walk.count(), walk.begin());
    }

    /**
     * Entries that follow each other closely.
     *
     * @param begin the time of the first; where it was asked for without any
     */
    public record Session(long entries, long begin) {}

    /** An entry's place and its value in one column. */
    public record Last(long time, int id, double value) {}

    /** An entry's time and its value in one column. */
    public record LastText(long time, String value) {}

    /**
     * Forgets whole leaves that are remembered since before {@code horizon}.
     *
     * @param most how many leaves at most
     */
    public void forget(long horizon, int most) {
        if (tree.oldestSince(tree.root()) >= horizon) {
            return;
        }
        Forgetting forgetting = new Forgetting(tree, horizon);
        for (int i = 0; i < most && forgetting.next(); i++) {}
    }

    /**
     * Hands over which pieces changed since the last time, without the root, from which all others hang.
     *
     * @return whether the root changed
     */
    public boolean write(Pieces.Changes to) {
        boolean changed = tree.write(to);
        if (tree.inMemory() > MOST_IN_MEMORY) {
            tree.unload();
        }
        wasApart = isApart();
        return changed;
    }

    /** The root's bytes. */
    public byte[] root() {
        return tree.rootBytes();
    }

    /** Whether there are so many entries that the root does not hold them itself, and so is not worth writing with each. */
    public boolean isApart() {
        return tree.root() instanceof Branch;
    }

    /** What {@link #isApart} said when it was read or written last. */
    public boolean wasApart() {
        return wasApart;
    }

    /** How many pieces are in memory. */
    public int inMemory() {
        return tree.inMemory();
    }

    Tree tree() {
        return tree;
    }

    /**
     * What is put.
     *
     * @param since since when it is remembered
     * @param replaces whether its values replace those that are there
     */
    record Entry(long time, int id, long since, boolean replaces, Values values) {}
}
