package io.headrace.features.timeline;

import java.util.Arrays;

/** Some entries in the order of (time, id), in parallel arrays. */
final class Leaf implements Node {

    /** The most entries; a leaf has one more while it is split. */
    static final int MOST = 32;

    private static final int SMALLEST = 4;
    private static final long[] NO_TIMES = {};
    private static final int[] NO_IDS = {};
    private static final double[] NO_VALUES = {};

    /** One that is nobody's, and stays empty. */
    static final Leaf NONE = new Leaf(0);

    private long[] times;
    private int[] ids;
    private long[] sinces;
    private final double[][] columns;
    private int size;
    private long newestSince = Long.MIN_VALUE;

    Leaf(int width) {
        this(NO_TIMES, NO_IDS, NO_TIMES, new double[width][]);
        Arrays.fill(columns, NO_VALUES);
    }

    private Leaf(int width, int capacity) {
        this(new long[capacity], new int[capacity], new long[capacity], new double[width][capacity]);
        size = 0;
        newestSince = Long.MIN_VALUE;
    }

    private Leaf(long[] times, int[] ids, long[] sinces, double[][] columns) {
        this.times = times;
        this.ids = ids;
        this.sinces = sinces;
        this.columns = columns;
        size = times.length;
        for (long since : sinces) {
            newestSince = Math.max(newestSince, since);
        }
    }

    /** One that has these arrays, which are its own from now on. */
    static Leaf of(long[] times, int[] ids, long[] sinces, double[][] columns) {
        return new Leaf(times, ids, sinces, columns);
    }

    int size() {
        return size;
    }

    int width() {
        return columns.length;
    }

    long time(int index) {
        return times[index];
    }

    int id(int index) {
        return ids[index];
    }

    /** Since when an entry is remembered: the later of its time and how far the stream had come when it was recorded. */
    long since(int index) {
        return sinces[index];
    }

    double value(int column, int index) {
        return columns[column][index];
    }

    void set(int column, int index, double value) {
        columns[column][index] = value;
    }

    /** Since when the newest entry is remembered; {@link Long#MIN_VALUE} without any. */
    long newestSince() {
        return newestSince;
    }

    void addTo(int column, int from, int end, Running running) {
        double[] values = columns[column];
        for (int i = from; i < end; i++) {
            running.add(values[i]);
        }
    }

    /** Whether an entry lies before a place. */
    boolean isBefore(int index, long time, int id) {
        return times[index] < time || (times[index] == time && ids[index] < id);
    }

    /** Where the entry is, or {@code -(where it belongs) - 1}, as {@link Arrays#binarySearch(long[], long)} says it. */
    int position(long time, int id) {
        int at = size;
        while (at > 0 && (times[at - 1] > time || (times[at - 1] == time && ids[at - 1] > id))) {
            at--;
        }
        return at > 0 && times[at - 1] == time && ids[at - 1] == id ? at - 1 : -at - 1;
    }

    /** Index of the first entry at {@code time} or later. */
    int firstAt(long time) {
        int low = 0;
        int end = size;
        while (low < end) {
            int middle = (low + end) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                end = middle;
            }
        }
        return low;
    }

    /** Index of the first entry later than {@code time}. */
    int firstAfter(long time) {
        return time == Long.MAX_VALUE ? size : firstAt(time + 1);
    }

    /** @param at where the entry belongs */
    void insert(int at, long time, int id, long since, double... values) {
        if (size == times.length) {
            grow();
        }
        int moved = size - at;
        System.arraycopy(times, at, times, at + 1, moved);
        System.arraycopy(ids, at, ids, at + 1, moved);
        System.arraycopy(sinces, at, sinces, at + 1, moved);
        times[at] = time;
        ids[at] = id;
        sinces[at] = since;
        newestSince = Math.max(newestSince, since);
        for (int c = 0; c < columns.length; c++) {
            System.arraycopy(columns[c], at, columns[c], at + 1, moved);
            columns[c][at] = values[c];
        }
        size++;
    }

    /** The entries [from, end) as a leaf of their own. */
    Leaf part(int from, int end) {
        Leaf part = new Leaf(columns.length, Math.max(SMALLEST, end - from));
        part.size = end - from;
        System.arraycopy(times, from, part.times, 0, part.size);
        System.arraycopy(ids, from, part.ids, 0, part.size);
        System.arraycopy(sinces, from, part.sinces, 0, part.size);
        for (int i = 0; i < part.size; i++) {
            part.newestSince = Math.max(part.newestSince, part.sinces[i]);
        }
        for (int c = 0; c < columns.length; c++) {
            System.arraycopy(columns[c], from, part.columns[c], 0, part.size);
        }
        return part;
    }

    private void grow() {
        int capacity = Math.max(SMALLEST, Math.min(2 * size, MOST + 1));
        times = Arrays.copyOf(times, capacity);
        ids = Arrays.copyOf(ids, capacity);
        sinces = Arrays.copyOf(sinces, capacity);
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Arrays.copyOf(columns[c], capacity);
        }
    }
}
