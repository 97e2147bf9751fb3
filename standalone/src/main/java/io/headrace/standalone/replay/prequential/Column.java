package io.headrace.standalone.replay.prequential;

import java.util.Arrays;

/** Numbers that grow in number: eight bytes each. NaN where none was put. */
final class Column {

    private double[] values = new double[1_024];
    private int size;

    int size() {
        return size;
    }

    void add(double value) {
        set(size, value);
    }

    /** May leave a gap before. */
    void set(int place, double value) {
        if (place >= values.length) {
            values = Arrays.copyOf(values, Math.max(place + 1, (int) Math.min(values.length * 2L, 1 << 30)));
        }
        if (place >= size) {
            Arrays.fill(values, size, place, Double.NaN);
            size = place + 1;
        }
        values[place] = value;
    }

    /** NaN beyond the end, too. */
    double get(int place) {
        return place < size ? values[place] : Double.NaN;
    }

    /** For a column of small whole numbers without gaps. */
    int whole(int place) {
        return (int) values[place];
    }
}
