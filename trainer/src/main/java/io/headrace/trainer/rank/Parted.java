package io.headrace.trainer.rank;

import io.headrace.trainer.data.Categories;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.data.Target;
import java.util.Arrays;

/**
 * A column in parts: by row the number of its part.
 *
 * @param count how many parts there are
 */
@SuppressWarnings("ArrayRecordComponent") // made and used within one ranking, never compared
record Parted(int[] part, int count) {

    /** So many of the rarest class, or rows of a quantity, are wanted in each part: fewer leave the figures to chance. */
    private static final int WANTED = 5;

    private static final int MOST_PARTS = 16;
    private static final int PARTS_OF_QUANTITY = 8;

    /** The label: its classes, or a quantity in 8 equal parts. */
    static Parted label(Target target) {
        return switch (target) {
            case Target.Classes classes ->
                new Parted(classes.index(), classes.names().size());
            case Target.Quantities quantities ->
                numbers(quantities.values(), Math.max(1, quantities.rows() / PARTS_OF_QUANTITY));
        };
    }

    /** The least rows that a part of a feature should have. */
    static int leastRows(Target target) {
        int rows = target.rows();
        int rarest = switch (target) {
            case Target.Quantities _ -> rows / PARTS_OF_QUANTITY;
            case Target.Classes classes ->
                Arrays.stream(classes.counts()).filter(count -> count > 0).min().orElse(rows);
        };
        return Math.clamp((long) WANTED * rows / Math.max(1, rarest), WANTED, Math.max(WANTED, rows / 2));
    }

    /** A numeric feature in up to 16 parts of about as many rows; equal numbers are never parted, missing ones are a part. */
    static Parted numeric(Dataset rows, int column, int leastRows) {
        double[] values = new double[rows.rows()];
        Arrays.setAll(values, row -> rows.numeric(row, column));
        return numbers(values, Math.max(leastRows, (rows.rows() + MOST_PARTS - 1) / MOST_PARTS));
    }

    /** A categorical feature: the categories that a model would tell apart and that are frequent enough; all others are one part. */
    static Parted categorical(Dataset rows, int column, int leastRows) {
        Categories categories = Categories.of(rows, column);
        int[] part = new int[rows.rows()];
        Arrays.setAll(part, row -> categories.indexOf(rows.category(row, column)));
        int[] counts = new int[categories.size() + 1];
        for (int one : part) {
            counts[one]++;
        }
        int frequent = 0; // the known ones are in the order of their frequency
        while (frequent < categories.size() && counts[frequent] >= leastRows) {
            frequent++;
        }
        int others = frequent;
        Arrays.setAll(part, row -> Math.min(part[row], others));
        return new Parted(part, others + 1);
    }

    private static Parted numbers(double[] values, int target) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double[] starts = new double[MOST_PARTS + 2];
        int parts = 0;
        int inPart = 0;
        int next;
        for (int i = 0; i < sorted.length; i = next) {
            next = i + 1;
            while (next < sorted.length && sorted[next] == sorted[i]) {
                next++;
            }
            boolean begins = parts == 0 || inPart >= target || next - i >= target;
            if (begins && parts < MOST_PARTS) {
                starts[parts++] = sorted[i];
                inPart = 0;
            }
            inPart += next - i;
        }
        double[] edges = Arrays.copyOf(starts, parts);
        int missing = parts;
        int[] part = new int[values.length];
        Arrays.setAll(part, row -> Double.isNaN(values[row]) ? missing : place(edges, values[row]));
        return new Parted(part, parts + 1);
    }

    /** The last part that begins at the value or before it. */
    private static int place(double[] starts, double value) {
        int found = Arrays.binarySearch(starts, value);
        return found >= 0 ? found : -found - 2;
    }

    /** How many rows are in each part. */
    int[] counts() {
        int[] counts = new int[count];
        for (int one : part) {
            counts[one]++;
        }
        return counts;
    }

    /** Of the parts' shares, bits. */
    double entropy() {
        return entropy(counts());
    }

    private double entropy(int[] counts) {
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / part.length;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    /** Both together: a part for each pair of parts. */
    private Parted with(Parted other) {
        int[] both = new int[part.length];
        Arrays.setAll(both, row -> part[row] * other.count + other.part[row]);
        return new Parted(both, count * other.count);
    }

    /** Parts that have rows. */
    private int present() {
        return (int) Arrays.stream(counts()).filter(count -> count > 0).count();
    }

    /** What one tells of the other on these rows, bits; chance alone makes it more than 0. */
    double information(Parted other) {
        return Math.max(0, entropy() + other.entropy() - with(other).entropy());
    }

    /** How many figures the two could differ in if neither told of the other. */
    int freedom(Parted other) {
        return (present() - 1) * (other.present() - 1);
    }
}
