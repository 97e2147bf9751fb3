package io.headrace.runtime.streams.expiry;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * In which blocks a key may be, by a hash of it: 8 bytes an entry, between 11 and 17 with the room left free. It may name a
 * block that does not hold the key (one look-up in some hundred thousand, with millions of keys), and never leaves out one that does.
 *
 * <p>Open addressing over longs, 32 bits of the hash and 32 of the block's number. It is cut into parts by eight further bits, each
 * of which grows and shrinks by itself: no call moves more than a 256th of all. Not for several threads.
 */
final class KeyIndex {

    private static final int PARTS = 256;

    private final Part[] parts = new Part[PARTS];
    private long entries;

    KeyIndex() {
        Arrays.setAll(parts, _ -> new Part());
    }

    /** Entries, each a key in a block. */
    long entries() {
        return entries;
    }

    /**
     * Adds an entry.
     *
     * @param hash of the key: all bits count
     * @param block its number, of which the low 32 bits are kept
     */
    void add(long hash, long block) {
        part(hash).add(entry(hash, block));
        entries++;
    }

    /** Removes one entry like this, if there is one. */
    void remove(long hash, long block) {
        if (part(hash).remove(entry(hash, block))) {
            entries--;
        }
    }

    /**
     * Whether one of the blocks a key may be in is what is looked for.
     *
     * @param block asked with the low 32 bits of a number
     */
    boolean any(long hash, LongPredicate block) {
        return part(hash).any(entry(hash, 0) >>> Integer.SIZE, block);
    }

    /** Whether there is a block a key may be in. */
    boolean any(long hash) {
        return part(hash).any(entry(hash, 0) >>> Integer.SIZE, _ -> true);
    }

    private Part part(long hash) {
        return parts[(int) hash & (PARTS - 1)];
    }

    /** Never 0, which is a free place. */
    private static long entry(long hash, long block) {
        return ((hash >>> Integer.SIZE | 1) << Integer.SIZE) | (block & 0xffff_ffffL);
    }

    /** A table. An entry lies at the place its hash gives, or behind it with nothing free between. */
    private static final class Part {

        private static final int LEAST = 16;
        private static final double FULL = 0.7;
        private static final double SPARSE = 0.25;
        private static final double GROWTH = 1.5;

        private long[] table = new long[LEAST];
        private int size;

        void add(long entry) {
            if (size >= FULL * table.length) {
                resize((int) (GROWTH * table.length));
            }
            place(entry);
            size++;
        }

        boolean any(long hash, LongPredicate block) {
            for (int i = home(hash); table[i] != 0; i = next(i)) {
                if (table[i] >>> Integer.SIZE == hash && block.test(table[i] & 0xffff_ffffL)) {
                    return true;
                }
            }
            return false;
        }

        boolean remove(long entry) {
            int i = home(entry >>> Integer.SIZE);
            while (table[i] != entry) {
                if (table[i] == 0) {
                    return false;
                }
                i = next(i);
            }
            close(i);
            size--;
            if (table.length > LEAST && size < SPARSE * table.length) {
                resize(Math.max(LEAST, table.length / 2));
            }
            return true;
        }

        /** Moves back what lies behind a place that becomes free and could not be found across it. */
        private void close(int freed) {
            int free = freed;
            for (int i = next(free); table[i] != 0; i = next(i)) {
                if (distance(home(table[i] >>> Integer.SIZE), i) >= distance(free, i)) {
                    table[free] = table[i];
                    free = i;
                }
            }
            table[free] = 0;
        }

        private void resize(int places) {
            long[] before = table;
            table = new long[places];
            for (long entry : before) {
                if (entry != 0) {
                    place(entry);
                }
            }
        }

        private void place(long entry) {
            int i = home(entry >>> Integer.SIZE);
            while (table[i] != 0) {
                i = next(i);
            }
            table[i] = entry;
        }

        private int home(long hash) {
            return (int) ((hash * table.length) >>> Integer.SIZE);
        }

        private int next(int i) {
            return i + 1 == table.length ? 0 : i + 1;
        }

        private int distance(int from, int to) {
            return to >= from ? to - from : to - from + table.length;
        }
    }
}
