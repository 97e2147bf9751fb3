package io.headrace.monitor.statistics;

/**
 * The population stability index: the size of a shift, whatever the number of rows; the symmetric Kullback–Leibler divergence
 * of two samples' shares, natural logarithm. Custom has it that below 0.1 nothing moved and above 0.25 much did.
 */
public final class PopulationStability {

    /** Added to each count, so that an empty cell gives a finite index (Jeffreys). */
    private static final double PRIOR = 0.5;

    private PopulationStability() {}

    /** The index of two samples' counts over the same cells; 0 or more. */
    public static double index(long[] baseline, long[] live) {
        double baselineRows = Cells.sum(baseline) + PRIOR * baseline.length;
        double liveRows = Cells.sum(live) + PRIOR * live.length;
        double index = 0;
        for (int cell = 0; cell < baseline.length; cell++) {
            double expected = (baseline[cell] + PRIOR) / baselineRows;
            double found = (live[cell] + PRIOR) / liveRows;
            index += (found - expected) * Math.log(found / expected);
        }
        return index;
    }
}
