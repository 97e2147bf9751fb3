package io.headrace.features.engine;

import io.headrace.schemas.definition.Extent;
import java.util.Comparator;

/**
 * How far back a window goes, compiled: those of all events first, the shortest of them the first.
 *
 * @param over how long before the event it may begin, milliseconds; {@link LookBack#FOREVER} for a lifetime
 * @param most how many of the newest events that bring the operand it has; {@link #ALL}
 */
record Reach(long over, int most) implements Comparable<Reach> {

    static final int ALL = Integer.MAX_VALUE;

    private static final Comparator<Reach> ORDER = Comparator.comparing(Reach::isBounded)
            .thenComparingLong(Reach::over)
            .thenComparingInt(Reach::most);

    static Reach of(String feature, Extent extent) {
        int most = extent instanceof Extent.Events events ? events.most() : ALL;
        return new Reach(LookBack.millis(feature, extent.over()), most);
    }

    boolean isLifetime() {
        return over == LookBack.FOREVER;
    }

    /** Whether it is of so many events at most. */
    boolean isBounded() {
        return most != ALL;
    }

    /** The first millisecond of a window that ends at a time. */
    long start(long time) {
        return LookBack.after(time, over);
    }

    /**
     * How many earlier events there may be.
     *
     * @param itself whether the event itself is in the window
     */
    int earlier(boolean itself) {
        return itself && isBounded() ? most - 1 : most;
    }

    /** So many, or as many as there may be. */
    long atMost(long count) {
        return Math.min(count, most);
    }

    @Override
    public int compareTo(Reach other) {
        return ORDER.compare(this, other);
    }
}
