package io.headrace.features.timeline;

import java.util.Arrays;

/** How often each of some numbers of 64 bits came. Open addressing; as large as it has ever been. */
final class LongCounts {

    private static final int SMALLEST = 64;

    private long[] keys = new long[SMALLEST];

    /** 0 where a place is free. */
    private long[] counts = new long[SMALLEST];

    private int size;

    /** How many different ones there are. */
    int size() {
        return size;
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(counts, 0);
            size = 0;
        }
    }

    /** @param more how often it came, above 0 */
    void add(long key, long more) {
        int at = place(key);
        if (counts[at] == 0) {
            keys[at] = key;
            size++;
        }
        counts[at] += more;
        if (2 * size > keys.length) {
            grow();
        }
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (counts[at] != 0 && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[2 * oldKeys.length];
        counts = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] != 0) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                counts[at] = oldCounts[i];
            }
        }
    }

    /** All of them, ascending. */
    long[] sorted() {
        long[] sorted = new long[size];
        int next = 0;
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] != 0) {
                sorted[next++] = keys[i];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** How often one came. */
    long count(long key) {
        return counts[place(key)];
    }

    /** The same of several. */
    long[] counts(long[] of) {
        return Arrays.stream(of).map(this::count).toArray();
    }
}
