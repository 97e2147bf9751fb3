package io.headrace.trainer.rank;

import io.headrace.trainer.data.Dataset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A numeric column as ranks, equal numbers sharing their mean rank; NaN where missing.
 *
 * @param present rows that have a number
 */
@SuppressWarnings("ArrayRecordComponent") // made and used within one ranking, never compared
record Ranks(double[] rank, int present) {

    /** Of the rows that have either, so many must have both: what is missing in other rows tells something else. */
    private static final double TOGETHER = 0.99;

    static Ranks of(Dataset rows, int column) {
        int[] order = IntStream.range(0, rows.rows())
                .filter(row -> !Float.isNaN(rows.numeric(row, column)))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> rows.numeric(row, column)))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] rank = new double[rows.rows()];
        Arrays.fill(rank, Double.NaN);
        int next;
        for (int i = 0; i < order.length; i = next) {
            next = i + 1;
            while (next < order.length && rows.numeric(order[next], column) == rows.numeric(order[i], column)) {
                next++;
            }
            for (int j = i; j < next; j++) {
                rank[order[j]] = (i + next - 1) / 2.0;
            }
        }
        return new Ranks(rank, order.length);
    }

    /** Spearman's correlation, −1 to 1, over the rows that have both; 0 where too few have, or one does not vary. */
    double correlation(Ranks other) {
        int both = 0;
        double sum = 0;
        double otherSum = 0;
        for (int row = 0; row < rank.length; row++) {
            if (!Double.isNaN(rank[row]) && !Double.isNaN(other.rank[row])) {
                both++;
                sum += rank[row];
                otherSum += other.rank[row];
            }
        }
        if (both < TOGETHER * (present + other.present - both)) {
            return 0;
        }
        double square = 0;
        double otherSquare = 0;
        double product = 0;
        for (int row = 0; row < rank.length; row++) {
            if (!Double.isNaN(rank[row]) && !Double.isNaN(other.rank[row])) {
                double one = rank[row] - sum / both;
                double two = other.rank[row] - otherSum / both;
                square += one * one;
                otherSquare += two * two;
                product += one * two;
            }
        }
        double spread = Math.sqrt(square * otherSquare);
        return spread > 0 ? product / spread : 0;
    }
}
