package io.headrace.features.timeline;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

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

    private static final long MOST_BYTES_IN_MEMORY = 4L << 20;

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
        put(time, id, progress, Values.ofNumbers(values));
    }

    /** Puts an entry of a timeline that may have columns of texts. */
    public void put(long time, int id, long progress, Values values) {
        new Growth(tree).put(new Entry(time, id, Math.max(time, progress), true, values));
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
        return tree.newestSince();
    }

    /** Since when an entry is remembered; empty where it is not there. */
    public OptionalLong since(long time, int id) {
        return tree.since(tree.root(), time, id);
    }

    /** How many entries lie at {@code from} or later and before {@code end}. */
    public long count(long from, long end) {
        return from >= end ? 0 : new Span(tree, from, end - 1).count();
    }

    /**
     * Adds up a column's values of the entries at {@code from} or later and before {@code end}; from the beginning of time those that are not
     * entries any more, too.
     */
    public void tally(int column, long from, long end, Running into) {
        if (from < end) {
            new Span(tree, from, end - 1).tally(column, into);
        }
        if (from == Long.MIN_VALUE) {
            tree.folded().totals().ifPresent(totals -> into.add(totals.partials()[column]));
        }
    }

    /** The time of the last entry before {@code end}; {@link Long#MIN_VALUE} without any. */
    public long lastTimeBefore(long end) {
        return end == Long.MIN_VALUE ? end : new Span(tree, Long.MIN_VALUE, end - 1).lastTime();
    }

    /** The last entry before {@code end} that has a value in a column. */
    public Optional<Found> lastBefore(long end, int column) {
        return end == Long.MIN_VALUE
                ? Optional.empty()
                : new Span(tree, Long.MIN_VALUE, end - 1).last(column).map(found -> found.value(column));
    }

    /** The last entry before {@code end} that is of a class in a column of classes, or has a number in one of numbers. */
    public Optional<Found> lastOf(double value, long end, int column) {
        return end == Long.MIN_VALUE
                ? Optional.empty()
                : new Span(tree, Long.MIN_VALUE, end - 1).last(column, value).map(found -> found.value(column));
    }

    /** The first of the entries at {@code from} or later and before {@code end} that has a value in a column. */
    public Optional<Found> first(int column, long from, long end) {
        return from >= end
                ? Optional.empty()
                : new Span(tree, from, end - 1).first(column).map(found -> found.value(column));
    }

    /**
     * Of the entries at {@code from} or later and before {@code end} that have a value in a column the nth, the newest the first.
     *
     * @param nth 1 or more
     */
    public Optional<Found> newest(int nth, int column, long from, long end) {
        return from >= end
                ? Optional.empty()
                : new NewestWalk(tree, column, nth, from, end - 1, Optional.empty())
                        .oldest()
                        .map(found -> found.value(column));
    }

    /**
     * Adds up a column's values of the newest entries at {@code from} or later and before {@code end} that have one.
     *
     * @param most how many at most
     */
    public void tallyNewest(int most, int column, long from, long end, Running into) {
        if (most > 0 && from < end) {
            new NewestWalk(tree, column, most, from, end - 1, Optional.of(into));
        }
    }

    /**
     * Of the newest entries at {@code from} or later and before {@code end} adds up a column's values that became known before {@code end}.
     *
     * @param most how many entries at most, those without a value among them
     * @param delay how long after its entry a value becomes known
     */
    public void tallyKnown(int most, int column, Delay delay, long from, long end, Running into) {
        if (most > 0 && from < end) {
            new KnownWalk(tree, column, delay, most, from, end - 1, into);
        }
    }

    /**
     * The first value of those that are not entries any more.
     *
     * @param column of first and last values
     */
    public Optional<Found> foldedFirst(int column) {
        return tree.folded().totals().flatMap(totals -> ((Partial.Ends) totals.partials()[column]).first());
    }

    /** The last value of those that are not entries any more. */
    public Optional<Found> foldedLast(int column) {
        return tree.folded().totals().flatMap(totals -> ((Partial.Ends) totals.partials()[column]).last());
    }

    /** No entry that is none any more, but counts as ever, is later than this; {@link Long#MIN_VALUE} without any. */
    public long foldedSince() {
        return tree.folded().since();
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

    /**
     * An entry's place and its value in one column.
     *
     * @param number of a column of numbers or classes; else NaN
     * @param text of a column of texts; else empty
     */
    public record Found(long time, int id, double number, String text) {

        /** By place. */
        public static final Comparator<Found> ORDER =
                Comparator.comparingLong(Found::time).thenComparingInt(Found::id);

        /** The earlier of two that may not be there. */
        public static Optional<Found> first(Optional<Found> one, Optional<Found> other) {
            return Stream.of(one, other).flatMap(Optional::stream).min(ORDER);
        }

        /** The later of two that may not be there. */
        public static Optional<Found> last(Optional<Found> one, Optional<Found> other) {
            return Stream.of(one, other).flatMap(Optional::stream).max(ORDER);
        }
    }

    /**
     * Forgets whole leaves that are remembered since before {@code horizon}. Where something lasts, what they came to is kept.
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
     * Hands over which pieces changed since the last time, without the root, from which all others hang. Those that nobody has asked for
     * since then leave memory.
     *
     * @return whether the root changed
     */
    public boolean write(Pieces.Changes to) {
        boolean changed = tree.write(to);
        tree.folded().write(to);
        tree.unloadUnused();
        if (tree.inMemory() > MOST_IN_MEMORY || tree.bytes() > MOST_BYTES_IN_MEMORY) {
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
    int inMemory() {
        return tree.inMemory();
    }

    /** About how much memory they take; known where they are stored. */
    public long bytesInMemory() {
        return tree.bytes();
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
