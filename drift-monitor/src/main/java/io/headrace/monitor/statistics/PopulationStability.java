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
    public static double index(long[] reference, long[] live) {
        double referenceRows = Cells.sum(reference) + PRIOR * reference.length;
        double liveRows = Cells.sum(live) + PRIOR * live.length;
        double index = 0;
        for (int cell = 0; cell < reference.length; cell++) {
            double expected = (reference[cell] + PRIOR) / referenceRows;
            double found = (live[cell] + PRIOR) / liveRows;
            index += (found - expected) * Math.log(found / expected);
        }
        return index;
    }
}
