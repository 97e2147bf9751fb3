package io.headrace.monitor.statistics;

import java.util.List;

/**
 * By how much counts vary more than those of independent rows, as consecutive blocks of the same window show. Rows of a stream
 * resemble their neighbours (windowed aggregates change slowly, one entity's rows come together), so a window holds less
 * evidence than its number of rows says, and some cells suffer more than others. With the blocks' covariance S in units of
 * that of independent rows, the mean of its eigenvalues is the factor, and their spread takes degrees of freedom away (Rao and
 * Scott 1981, "The analysis of categorical data from complex sample surveys", JASA 76, second-order correction). The spread is
 * estimated without the bias that few blocks would bring (Bai and Saranadasa 1996, "Effect of high dimension", Statistica
 * Sinica 6).
 *
 * @param factor 1 or more; for independent rows 1 on average
 * @param spread squared coefficient of variation of the eigenvalues, 0 or more
 * @param blockDegrees blocks less one; 0 where there is only one block and nothing can be estimated
 */
public record DesignEffect(double factor, double spread, int blockDegrees) {

    /** Of rows taken to be independent. */
    static final DesignEffect NONE = new DesignEffect(1, 0, 0);

    /** With fewer blocks the spread cannot be estimated. */
    static final int FEWEST_BLOCKS = 5;

    /** Estimates it from blocks of counts over the same cells. */
    static DesignEffect of(List<long[]> blocks) {
        int degrees = blocks.size() - 1;
        long[] total = Cells.total(blocks);
        int dimensions = occupied(total) - 1;
        if (blocks.size() < FEWEST_BLOCKS || dimensions < 1) {
            return NONE;
        }
        double[][] deviations = new double[blocks.size()][];
        for (int b = 0; b < deviations.length; b++) {
            deviations[b] = standardized(blocks.get(b), total);
        }
        double trace = 0;
        double squaredTrace = 0;
        for (double[] one : deviations) {
            trace += product(one, one) / degrees;
            for (double[] other : deviations) {
                double covariance = product(one, other) / degrees;
                squaredTrace += covariance * covariance;
            }
        }
        double unbiased =
                (squaredTrace - trace * trace / degrees) * degrees * degrees / ((degrees - 1.0) * (degrees + 2.0));
        double spread = trace == 0 ? 0 : Math.max(0, dimensions * unbiased / (trace * trace) - 1);
        return new DesignEffect(Math.max(1, trace / dimensions), Math.min(spread, dimensions - 1.0), degrees);
    }

    /** A block's deviations from the window's shares, in standard deviations of independent rows. */
    private static double[] standardized(long[] block, long[] total) {
        double share = Cells.sum(block) / Cells.sum(total);
        double[] deviations = new double[total.length];
        for (int cell = 0; cell < total.length; cell++) {
            double expected = share * total[cell];
            deviations[cell] = expected > 0 ? (block[cell] - expected) / Math.sqrt(expected) : 0;
        }
        return deviations;
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static int occupied(long[] total) {
        int occupied = 0;
        for (long count : total) {
            occupied += count > 0 ? 1 : 0;
        }
        return occupied;
    }
}
