package io.headrace.features.timeline;

import java.util.Optional;

/**
 * What the leaves came to that a timeline has let go, where that lasts: exact, and whatever the order in which they went the same. Read when
 * it is first needed; written by itself, since it changes with every leaf that goes and not with every entry. Where nothing lasts, what an earlier
 * layout kept is dropped with the first leaf that goes: a later one would take it for everything that went.
 */
final class Folded {

    private final Layout layout;
    private final Pieces pieces;
    private Optional<Totals> totals = Optional.empty();
    private boolean isRead;
    private boolean isDropped;
    private boolean isChanged;

    Folded(Layout layout, Pieces pieces) {
        this.layout = layout;
        this.pieces = pieces;
    }

    /** What they came to; empty where none went, or nothing lasts. */
    Optional<Totals> totals() {
        if (!isRead) {
            isRead = true;
            totals = layout.lasts() ? pieces.folded().map(layout.codec()::readFolded) : Optional.empty();
        }
        return totals;
    }

    /** Since when the newest of them is remembered, which no entry of them is later than; {@link Long#MIN_VALUE} without any. */
    long since() {
        return totals().map(Totals::newestSince).orElse(Long.MIN_VALUE);
    }

    /** About how much memory it takes. */
    int bytes() {
        return totals.map(Totals::bytes).orElse(0);
    }

    /** A leaf goes of which nothing is kept. */
    void miss() {
        if (!isDropped) {
            isDropped = true;
            isChanged = pieces.folded().isPresent();
        }
    }

    /** Takes in what a leaf comes to that goes. */
    void add(Totals more) {
        Partial[] partials = new Partial[layout.columns().size()];
        for (int c = 0; c < partials.length; c++) {
            int column = c;
            Running sum = layout.columns().get(c).running();
            if (layout.lasts(c)) {
                totals().ifPresent(before -> sum.add(before.partials()[column]));
                sum.add(more.partials()[c]);
            }
            partials[c] = sum.partial();
        }
        long entries = totals().map(Totals::entries).orElse(0L) + more.entries();
        long since = Math.max(since(), more.newestSince());
        totals = Optional.of(new Totals(entries, since, since, partials));
        isChanged = true;
    }

    void write(Pieces.Changes to) {
        if (isChanged) {
            isChanged = false;
            to.folded(totals.map(now -> layout.codec().writeFolded(now)));
        }
    }
}
