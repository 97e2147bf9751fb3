package io.headrace.features.engine;

import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * What happened to one entity, in the order of time: parallel primitive arrays sorted by (time, id), whatever the order
 * entries came in. So everything computed by walking it depends on what is in it and on nothing else.
 *
 * <p>Each entry also has a time since when it is remembered, which says when it may be forgotten and nothing else: the
 * later of its own time and how far the stream had come when it was recorded.
 *
 * <p>Indices are absolute: the entries are those in {@code [first(), end())}. The oldest leave by moving {@code first},
 * newest come at the end: both without shifting, so an entry in order costs amortised constant time; a late one shifts
 * those after it.
 */
final class Timeline {

    private static final int SMALLEST = 4;

    private final double[][] columns;
    private long[] times = new long[SMALLEST];
    private long[] ids = new long[SMALLEST];
    private long[] sinces = new long[SMALLEST];
    private int first;
    private int end;
    private long newestSince = Long.MIN_VALUE;

    /** @param width how many numbers each entry carries, 0 or more */
    Timeline(int width) {
        columns = new double[width][SMALLEST];
    }

    /** So long before a time, or the beginning of all time. */
    static long earlier(long time, long by) {
        return time < Long.MIN_VALUE + by ? Long.MIN_VALUE : time - by;
    }

    int width() {
        return columns.length;
    }

    int size() {
        return end - first;
    }

    int first() {
        return first;
    }

    int end() {
        return end;
    }

    long time(int index) {
        return times[index];
    }

    long id(int index) {
        return ids[index];
    }

    /** Since when the entry is remembered. */
    long since(int index) {
        return sinces[index];
    }

    /** The latest of all entries' {@link #since}; {@link Long#MIN_VALUE} without any. */
    long newestSince() {
        return newestSince;
    }

    /** The numbers of one column; read it at this timeline's indices only. */
    double[] column(int column) {
        return columns[column];
    }

    /** Writes the ids in order. */
    void idsInto(LongBuffer out) {
        out.put(ids, first, size());
    }

    /** Writes the numbers of one column in order. */
    void columnInto(int column, DoubleBuffer out) {
        out.put(columns[column], first, size());
    }

    /** Where the entry is, or {@code -(where it belongs) - 1}, as {@link Arrays#binarySearch(long[], long)} says it. */
    int position(long time, long id) {
        int low = first;
        int high = end - 1;
        if (size() > 0 && isBefore(high, time, id)) {
            return -end - 1; // the usual case: newer than all
        }
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (isBefore(middle, time, id)) {
                low = middle + 1;
            } else if (times[middle] == time && ids[middle] == id) {
                return middle;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Index of the first entry later than {@code time}, or {@code end()}. */
    int firstAfter(long time) {
        int low = first;
        int high = end;
        if (size() > 0 && times[end - 1] <= time) {
            return end;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Index of the first entry at {@code time} or later, or {@code end()}: one past those strictly before it. */
    int endBefore(long time) {
        return time == Long.MIN_VALUE ? first : firstAfter(time - 1);
    }

    /**
     * Adds an entry.
     *
     * @param at as {@link #position} said: where the entry belongs
     * @param progress how far the stream has come
     */
    void insert(int at, long time, long id, long progress, double... values) {
        int index = at;
        if (end == times.length) {
            index -= makeRoom();
        }
        int moved = end - index;
        shift(times, index, moved);
        shift(ids, index, moved);
        shift(sinces, index, moved);
        times[index] = time;
        ids[index] = id;
        sinces[index] = Math.max(time, progress);
        newestSince = Math.max(newestSince, sinces[index]);
        for (int c = 0; c < columns.length; c++) {
            System.arraycopy(columns[c], index, columns[c], index + 1, moved);
            columns[c][index] = values[c];
        }
        end++;
    }

    /** Takes an entry out. */
    void remove(int index) {
        boolean newest = sinces[index] == newestSince;
        int moved = end - index - 1;
        System.arraycopy(times, index + 1, times, index, moved);
        System.arraycopy(ids, index + 1, ids, index, moved);
        System.arraycopy(sinces, index + 1, sinces, index, moved);
        for (double[] column : columns) {
            System.arraycopy(column, index + 1, column, index, moved);
        }
        end--;
        if (newest) {
            newestSince = Long.MIN_VALUE;
            for (int i = first; i < end; i++) {
                newestSince = Math.max(newestSince, sinces[i]);
            }
        }
    }

    /**
     * Forgets the oldest entries, up to the first that is remembered since {@code horizon} or later. One that came late keeps
     * those behind it; {@link #forgetAll} finds them.
     */
    void forgetOldest(long horizon) {
        while (first < end && sinces[first] < horizon) {
            first++;
        }
        if (first == end) {
            newestSince = Long.MIN_VALUE;
        }
    }

    /** Forgets every entry that is remembered since before {@code horizon}; walks all. */
    void forgetAll(long horizon) {
        int to = first;
        for (int i = first; i < end; i++) {
            if (sinces[i] >= horizon) {
                move(i, to++);
            }
        }
        end = to;
        if (first == end) {
            newestSince = Long.MIN_VALUE;
        }
    }

    private void move(int from, int to) {
        times[to] = times[from];
        ids[to] = ids[from];
        sinces[to] = sinces[from];
        for (double[] column : columns) {
            column[to] = column[from];
        }
    }

    private boolean isBefore(int index, long time, long id) {
        return times[index] < time || (times[index] == time && ids[index] < id);
    }

    /** Moves the entries to the front of arrays that have room for one more; says by how much indices went down. */
    private int makeRoom() {
        int size = size();
        int capacity = first > size / 2 ? times.length : Math.max(SMALLEST, size + (size >> 1) + 1);
        times = moved(times, capacity);
        ids = moved(ids, capacity);
        sinces = moved(sinces, capacity);
        for (int c = 0; c < columns.length; c++) {
            double[] wider = new double[capacity];
            System.arraycopy(columns[c], first, wider, 0, size);
            columns[c] = wider;
        }
        int by = first;
        first = 0;
        end = size;
        return by;
    }

    private long[] moved(long[] from, int capacity) {
        long[] to = new long[capacity];
        System.arraycopy(from, first, to, 0, size());
        return to;
    }

    private static void shift(long[] array, int index, int count) {
        System.arraycopy(array, index, array, index + 1, count);
    }
}
