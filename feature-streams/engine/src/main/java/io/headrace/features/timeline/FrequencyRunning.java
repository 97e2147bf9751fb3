package io.headrace.features.timeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * How often each number came: exactly while there are few different ones, else in buckets by their size. What it has depends on the numbers
 * alone, for a part of few has few.
 */
public final class FrequencyRunning extends Running {

    /** Different numbers that are told apart exactly. */
    static final int MOST_EXACT = 1000;

    /** By the bits of a number, or by its bucket. */
    private final LongCounts counts = new LongCounts();

    private boolean inBuckets;
    private long largest;

    @Override
    public void clear() {
        counts.clear();
        inBuckets = false;
        largest = 0;
    }

    @Override
    void add(Leaf leaf, int column, int from, int end) {
        for (int i = from; i < end; i++) {
            add(leaf.value(column, i));
        }
    }

    @Override
    public void add(long time, Values values, int column) {
        add(values.number(column));
    }

    private void add(double value) {
        if (!Double.isNaN(value)) {
            add(Double.doubleToLongBits(value + 0.0), 1);
        }
    }

    private void add(long bits, long more) {
        if (inBuckets) {
            addToBucket(LogBuckets.place(Double.longBitsToDouble(bits)), more);
            return;
        }
        counts.add(bits, more);
        if (counts.size() > MOST_EXACT) {
            useBuckets();
        }
    }

    private void useBuckets() {
        long[] bits = counts.sorted();
        long[] each = counts.counts(bits);
        counts.clear();
        inBuckets = true;
        for (int i = 0; i < bits.length; i++) {
            addToBucket(LogBuckets.place(Double.longBitsToDouble(bits[i])), each[i]);
        }
    }

    private void addToBucket(long place, long more) {
        largest = Math.max(largest, Math.abs(place));
        counts.add(place, more);
    }

    /** What is small beside the largest is 0. */
    private void collapse() {
        if (!inBuckets) {
            return;
        }
        // By the largest alone and not by how many there are, so that a part that has collapsed changes nothing of the
        // whole.
        long[] places = counts.sorted();
        long[] each = counts.counts(places);
        counts.clear();
        for (int i = 0; i < places.length; i++) {
            counts.add(Math.abs(places[i]) <= largest - LogBuckets.MOST ? 0 : places[i], each[i]);
        }
    }

    @Override
    void add(Partial partial) {
        Partial.Frequencies other = (Partial.Frequencies) partial;
        if (other.inBuckets() && !inBuckets) {
            useBuckets();
        }
        for (int i = 0; i < other.keys().length; i++) {
            if (other.inBuckets()) {
                addToBucket(other.keys()[i], other.counts()[i]);
            } else {
                add(other.keys()[i], other.counts()[i]);
            }
        }
    }

    @Override
    Partial partial() {
        collapse();
        long[] keys = counts.sorted();
        return new Partial.Frequencies(inBuckets, keys, counts.counts(keys));
    }

    /**
     * The least number that a share of all is at most: itself while there are up to 1,000 different ones, else one within 1 % of it, or 0
     * where it is less than some 10^-18 of the largest. NaN without any.
     *
     * @param share above 0 and below 1
     */
    public double quantile(BigDecimal share) {
        collapse();
        long[] keys = counts.sorted();
        if (!inBuckets) {
            sortAsNumbers(keys);
        }
        long[] each = counts.counts(keys);
        long rank = share.multiply(BigDecimal.valueOf(Arrays.stream(each).sum()))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        for (int i = 0; i < keys.length; i++) {
            rank -= each[i];
            if (rank <= 0) {
                return inBuckets ? LogBuckets.middle(keys[i]) : Double.longBitsToDouble(keys[i]);
            }
        }
        return Double.NaN;
    }

    /**
     * Which number comes how often.
     *
     * @param count 1 or more
     */
    private record Counted(double number, long count) {}

    /** The most frequent first, of several the smallest. */
    private static final Comparator<Counted> ORDER =
            Comparator.comparingLong(Counted::count).reversed().thenComparingDouble(Counted::number);

    /** The nth in that order; empty where there are not so many, and where there are too many different ones. */
    private Optional<Counted> nth(int nth) {
        return inBuckets
                ? Optional.empty()
                : Ranked.nth(
                        nth,
                        Arrays.stream(counts.sorted())
                                .mapToObj(key -> new Counted(Double.longBitsToDouble(key), counts.count(key))),
                        ORDER);
    }

    /**
     * The nth most frequent number, of several the smallest first; NaN where there are not so many, and where there are more than 1,000
     * different ones.
     */
    public double mode(int nth) {
        return nth(nth).map(Counted::number).orElse(Double.NaN);
    }

    /** The share of the nth most frequent number; NaN as {@link #mode} is. */
    public double modeShare(int nth) {
        long all = Arrays.stream(counts.counts(counts.sorted())).sum();
        return nth(nth).map(counted -> (double) counted.count() / all).orElse(Double.NaN);
    }

    /** Those below 0 come first, the largest bits, which are negative as a whole number, first. */
    private static void sortAsNumbers(long[] bits) {
        int negative = 0;
        while (negative < bits.length && bits[negative] < 0) {
            negative++;
        }
        for (int i = 0; i < negative / 2; i++) {
            long one = bits[i];
            bits[i] = bits[negative - 1 - i];
            bits[negative - 1 - i] = one;
        }
    }
}
