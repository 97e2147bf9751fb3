package io.headrace.features.timeline;

import java.util.Arrays;

/**
 * What a piece and all beneath it come to.
 *
 * @param entries how many there are, 1 or more
 * @param newestSince since when the newest of them is remembered, epoch milliseconds
 * @param oldestSince the same of the leaf that may be forgotten first
 * @param partials by column
 * @param bytes about how much memory they take
 */
@SuppressWarnings("ArrayRecordComponent") // neither changed nor compared by its record
record Totals(long entries, long newestSince, long oldestSince, Partial[] partials, int bytes) {

    Totals(long entries, long newestSince, long oldestSince, Partial[] partials) {
        this(
                entries,
                newestSince,
                oldestSince,
                partials,
                Arrays.stream(partials).mapToInt(Partial::bytes).sum());
    }

    /** Adds up pieces. */
    static final class Sum {

        private final Layout layout;
        private final Running[] columns;
        private long entries;
        private long newestSince;
        private long oldestSince;

        /** @param most of the layout's columns, the first ones */
        Sum(Layout layout, int most) {
            this.layout = layout;
            this.columns =
                    layout.columns().stream().limit(most).map(Column::running).toArray(Running[]::new);
            clear();
        }

        final Sum clear() {
            entries = 0;
            newestSince = Long.MIN_VALUE;
            oldestSince = Long.MAX_VALUE;
            for (Running column : columns) {
                column.clear();
            }
            return this;
        }

        Sum add(Totals totals) {
            add(totals.entries(), totals.newestSince(), totals.oldestSince());
            for (int c = 0; c < columns.length; c++) {
                columns[c].add(totals.partials()[c]);
            }
            return this;
        }

        Sum add(Leaf leaf) {
            add(leaf.size(), leaf.newestSince(), leaf.newestSince());
            for (int c = 0; c < columns.length; c++) {
                columns[c].add(leaf, layout.source(c), 0, leaf.size());
            }
            return this;
        }

        private void add(long more, long newest, long oldest) {
            entries += more;
            newestSince = Math.max(newestSince, newest);
            oldestSince = Math.min(oldestSince, oldest);
        }

        Totals totals() {
            Partial[] partials = new Partial[columns.length];
            for (int c = 0; c < partials.length; c++) {
                partials[c] = columns[c].partial();
            }
            return new Totals(entries, newestSince, oldestSince, partials);
        }
    }
}
