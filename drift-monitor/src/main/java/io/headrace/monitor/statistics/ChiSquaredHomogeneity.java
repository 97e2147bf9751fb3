package io.headrace.monitor.statistics;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Whether two samples' counts come from one distribution: Pearson's chi-squared test of homogeneity, with both samples' own
 * sampling error, divided by the live sample's design effect; referred to an F distribution because that effect is itself
 * estimated (Thomas and Rao 1987, "Small-sample comparisons of level and power for simple goodness-of-fit statistics under
 * cluster sampling", JASA 82). Where rows resemble each other further than a block reaches, blocks of twice the length show
 * it: the less certain of both answers counts.
 *
 * @param statistic 0 or more, after the division; larger is more different
 * @param degreesOfFreedom cells that were not too sparse, less one; 0 where nothing could be compared
 * @param pValue 0 to 1; 1 where nothing could be compared
 * @param designEffect 1 or more: by how much rows count less than independent ones
 */
public record ChiSquaredHomogeneity(double statistic, int degreesOfFreedom, double pValue, double designEffect) {

    /**
     * Tests.
     *
     * @param reference counts by cell
     * @param blocks the live counts over the same cells, in consecutive blocks; at least one
     */
    public static ChiSquaredHomogeneity test(long[] reference, List<long[]> blocks) {
        long[] live = Cells.total(blocks);
        Cells cells = Cells.notSparse(reference, live);
        int degreesOfFreedom = cells.groups() - 1;
        if (degreesOfFreedom < 1) {
            return new ChiSquaredHomogeneity(0, 0, 1, 1);
        }
        double pearson = pearson(cells.group(reference), cells.group(live));
        List<long[]> grouped = blocks.stream().map(cells::group).toList();
        ChiSquaredHomogeneity shortBlocks = corrected(pearson, degreesOfFreedom, DesignEffect.of(grouped));
        if (grouped.size() < 2 * DesignEffect.FEWEST_BLOCKS) {
            return shortBlocks;
        }
        ChiSquaredHomogeneity longBlocks = corrected(pearson, degreesOfFreedom, DesignEffect.of(inPairs(grouped)));
        return shortBlocks.pValue >= longBlocks.pValue ? shortBlocks : longBlocks;
    }

    private static ChiSquaredHomogeneity corrected(double pearson, int degreesOfFreedom, DesignEffect effect) {
        double statistic = pearson / effect.factor();
        return new ChiSquaredHomogeneity(
                statistic, degreesOfFreedom, pValue(statistic, degreesOfFreedom, effect), effect.factor());
    }

    private static double pValue(double statistic, int degreesOfFreedom, DesignEffect effect) {
        if (effect.blockDegrees() == 0) {
            return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic);
        }
        double effective = degreesOfFreedom / (1 + effect.spread());
        return FDistribution.of(effective, effective * effect.blockDegrees())
                .survivalProbability(statistic / degreesOfFreedom);
    }

    private static List<long[]> inPairs(List<long[]> blocks) {
        return IntStream.range(0, blocks.size() / 2)
                .mapToObj(pair -> Cells.total(blocks.subList(2 * pair, 2 * pair + 2)))
                .toList();
    }

    private static double pearson(long[] first, long[] second) {
        double firstRows = Cells.sum(first);
        double secondRows = Cells.sum(second);
        double all = firstRows + secondRows;
        return IntStream.range(0, first.length)
                .mapToDouble(cell -> {
                    double pooled = (first[cell] + second[cell]) / all;
                    double expectedFirst = firstRows * pooled;
                    double expectedSecond = secondRows * pooled;
                    return square(first[cell] - expectedFirst) / expectedFirst
                            + square(second[cell] - expectedSecond) / expectedSecond;
                })
                .sum();
    }

    private static double square(double value) {
        return value * value;
    }
}
