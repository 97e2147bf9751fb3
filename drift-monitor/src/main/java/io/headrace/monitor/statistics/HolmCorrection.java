package io.headrace.monitor.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Many tests at once with one false-alarm rate for all together, whatever their dependence (Holm 1979, "A simple sequentially
 * rejective multiple test procedure", Scandinavian Journal of Statistics 6).
 */
public final class HolmCorrection {

    private HolmCorrection() {}

    /**
     * The tests' p-values as they stand among all: compared with the family-wise rate, they keep it.
     *
     * @param pValues 0 to 1 each
     * @return in the same order, each at least its own and at most 1
     */
    public static double[] adjust(double[] pValues) {
        int[] ascending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[pValues.length];
        double greatest = 0;
        for (int rank = 0; rank < ascending.length; rank++) {
            greatest = Math.max(greatest, Math.min(1, (pValues.length - rank) * pValues[ascending[rank]]));
            adjusted[ascending[rank]] = greatest;
        }
        return adjusted;
    }
}
