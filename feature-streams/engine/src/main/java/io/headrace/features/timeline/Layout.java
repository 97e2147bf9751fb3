package io.headrace.features.timeline;

import java.util.List;

/** The columns of timelines. Shared by all timelines that have them, by several threads. */
public final class Layout {

    private final List<Column> columns;
    private final PieceCodec codec;
    private final ThreadLocal<Totals.Sum> sums;

    public Layout(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.codec = new PieceCodec(this.columns);
        this.sums = ThreadLocal.withInitial(() -> new Totals.Sum(this.columns));
    }

    PieceCodec codec() {
        return codec;
    }

    int width() {
        return columns.size();
    }

    /** An empty sum. It is this thread's only one, so that none need be made for each piece. */
    Totals.Sum sum() {
        return sums.get().clear();
    }
}
