package io.headrace.features.timeline;

import java.util.Arrays;

/** Some entries in the order of (time, id), in parallel arrays. */
final class Leaf implements Node {

    /** The most entries; a leaf has one more while it is split. */
    static final int MOST = 32;

    private static final int SMALLEST = 4;
    private static final int BYTES = 200;
    private static final int ENTRY_BYTES = 2 * Long.BYTES + Integer.BYTES;
    private static final long[] NO_TIMES = {};
    private static final int[] NO_IDS = {};
    private static final double[] NO_VALUES = {};
    private static final String[] NO_TEXTS = {};
    private static final String[][] NO_COLUMNS = {};

    /** One that is nobody's, and stays empty. */
    static final Leaf NONE = new Leaf(0, 0);

    private long[] times;
    private int[] ids;
    private long[] sinces;
    private final double[][] columns;
    private final String[][] texts;
    private int size;
    private long newestSince = Long.MIN_VALUE;
    private int counted;

    /**
     * An empty one.
     *
     * @param numbers how many columns of numbers and classes it has
     * @param texts how many of texts, which stand behind them
     */
    Leaf(int numbers, int texts) {
        this(NO_TIMES, NO_IDS, NO_TIMES, new double[numbers][], texts == 0 ? NO_COLUMNS : new String[texts][]);
        Arrays.fill(columns, NO_VALUES);
        Arrays.fill(this.texts, NO_TEXTS);
    }

    private Leaf(Leaf like, int capacity) {
        this(
                new long[capacity],
                new int[capacity],
                new long[capacity],
                new double[like.columns.length][capacity],
                like.texts.length == 0 ? NO_COLUMNS : new String[like.texts.length][capacity]);
        size = 0;
        newestSince = Long.MIN_VALUE;
    }

    private Leaf(long[] times, int[] ids, long[] sinces, double[][] columns, String[][] texts) {
        this.times = times;
        this.ids = ids;
        this.sinces = sinces;
        this.columns = columns;
        this.texts = texts;
        size = times.length;
        for (long since : sinces) {
            newestSince = Math.max(newestSince, since);
        }
    }

    /** One that has these arrays, which are its own from now on. */
    static Leaf of(long[] times, int[] ids, long[] sinces, double[][] columns, String[][] texts) {
        return new Leaf(times, ids, sinces, columns, texts);
    }

    @Override
    public int bytes() {
        int bytes = BYTES + times.length * (ENTRY_BYTES + Double.BYTES * columns.length);
        for (String[] column : texts) {
            for (int i = 0; i < size; i++) {
                bytes += Partial.bytes(column[i]);
            }
        }
        return bytes;
    }

    @Override
    public int counted() {
        return counted;
    }

    @Override
    public void counted(int bytes) {
        counted = bytes;
    }

    /** An empty one with the same columns. */
    Leaf emptied() {
        return new Leaf(columns.length, texts.length);
    }

    int size() {
        return size;
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

    /** Of a column of texts; empty for a missing one. */
    String text(int column, int index) {
        return texts[column - columns.length][index];
    }

    boolean isText(int column) {
        return column >= columns.length;
    }

    /** Whether an entry has a value in a column. */
    boolean has(int column, int index) {
        return column < columns.length
                ? !Double.isNaN(columns[column][index])
                : !text(column, index).isEmpty();
    }

    Timeline.Found found(int column, int index) {
        return isText(column)
                ? new Timeline.Found(times[index], ids[index], Double.NaN, text(column, index))
                : new Timeline.Found(times[index], ids[index], value(column, index), "");
    }

    void set(int index, Values values) {
        for (int c = 0; c < columns.length; c++) {
            columns[c][index] = values.numbers()[c];
        }
        for (int c = 0; c < texts.length; c++) {
            texts[c][index] = values.texts()[c];
        }
    }

    /** Since when the newest entry is remembered; {@link Long#MIN_VALUE} without any. */
    long newestSince() {
        return newestSince;
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
    void insert(int at, long time, int id, long since, Values values) {
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
        }
        for (String[] column : texts) {
            System.arraycopy(column, at, column, at + 1, moved);
        }
        set(at, values);
        size++;
    }

    /** The entries [from, end) as a leaf of their own. */
    Leaf part(int from, int end) {
        Leaf part = new Leaf(this, Math.max(SMALLEST, end - from));
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
        for (int c = 0; c < texts.length; c++) {
            System.arraycopy(texts[c], from, part.texts[c], 0, part.size);
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
        for (int c = 0; c < texts.length; c++) {
            texts[c] = Arrays.copyOf(texts[c], capacity);
        }
    }
}
