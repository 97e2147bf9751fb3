package io.headrace.monitor.drift;

import io.headrace.monitor.drift.CountedStatistic.Block;
import io.headrace.monitor.statistics.ChiSquaredHomogeneity;
import io.headrace.monitor.statistics.HolmCorrection;
import io.headrace.monitor.statistics.PopulationStability;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tests every statistic of a window against its references. One false-alarm rate holds for all of them together (Holm), each
 * test allows for rows that resemble their neighbours (design effect), and a shift too small to matter never counts, however
 * certain it is. A statistic with two references moved only where it differs from both (the greater p-value and the smaller
 * index count: an intersection-union test, so the rate holds). Immutable.
 *
 * @param falseAlarmRate chance, per window without drift, that any statistic is reported to have moved; 0 to 1
 * @param minimumPsi least population stability index of a move
 */
public record DriftTest(double falseAlarmRate, double minimumPsi) {

    /** Tests a window's statistics. */
    public DriftVerdict evaluate(List<CountedStatistic> statistics) {
        List<Comparison> comparisons =
                statistics.stream().map(DriftTest::compare).toList();
        double[] adjusted = HolmCorrection.adjust(comparisons.stream()
                .mapToDouble(comparison -> comparison.test().pValue())
                .toArray());
        return new DriftVerdict(IntStream.range(0, adjusted.length)
                .mapToObj(i -> result(statistics.get(i).name(), comparisons.get(i), adjusted[i]))
                .toList());
    }

    /**
     * Event time from which the window's rows are most likely of the new kind: the start of the block where "as the training
     * rows before, different from here on" has the greatest likelihood over all statistics that moved.
     *
     * @return epoch milliseconds; the window's first row where nothing moved
     */
    public static long changeSince(List<CountedStatistic> statistics, DriftVerdict verdict) {
        TreeSet<Long> starts = statistics.stream()
                .flatMap(statistic -> statistic.blocks().stream())
                .map(Block::start)
                .collect(Collectors.toCollection(TreeSet::new));
        List<CountedStatistic> moved = IntStream.range(0, statistics.size())
                .filter(i -> verdict.results().get(i).drifted())
                .mapToObj(statistics::get)
                .toList();
        return starts.stream()
                .max(Comparator.comparingDouble((Long start) -> likelihood(moved, start))
                        .thenComparing(Comparator.reverseOrder()))
                .orElse(0L);
    }

    private static double likelihood(List<CountedStatistic> moved, long since) {
        double likelihood = 0;
        for (CountedStatistic statistic : moved) {
            int from = 0;
            while (from < statistic.blocks().size()
                    && statistic.blocks().get(from).start() < since) {
                from++;
            }
            likelihood += logLikelihoodRatio(statistic.references().getFirst(), statistic.total(from));
        }
        return likelihood;
    }

    private DriftResult result(String statistic, Comparison comparison, double adjustedP) {
        boolean certain = adjustedP <= falseAlarmRate;
        boolean large = comparison.psi() >= minimumPsi;
        return new DriftResult(
                statistic,
                comparison.test(),
                comparison.earlierWindow(),
                adjustedP,
                comparison.psi(),
                certain && large,
                certain || large);
    }

    private static Comparison compare(CountedStatistic statistic) {
        List<long[]> blocks = statistic.blocks().stream().map(Block::counts).toList();
        long[] total = statistic.total(0);
        return IntStream.range(0, statistic.references().size())
                .mapToObj(i -> new Comparison(
                        ChiSquaredHomogeneity.test(statistic.references().get(i), blocks),
                        PopulationStability.index(statistic.references().get(i), total),
                        i > 0))
                .reduce(Comparison::lessCertain)
                .orElseThrow();
    }

    private static double logLikelihoodRatio(long[] reference, long[] found) {
        double referenceRows = 0;
        double foundRows = 0;
        for (int cell = 0; cell < found.length; cell++) {
            referenceRows += reference[cell] + 0.5;
            foundRows += found[cell];
        }
        double ratio = 0;
        for (int cell = 0; cell < found.length; cell++) {
            if (found[cell] > 0) {
                ratio += found[cell] * Math.log(found[cell] / foundRows / ((reference[cell] + 0.5) / referenceRows));
            }
        }
        return ratio;
    }

    /** A statistic beside one of its references. */
    private record Comparison(ChiSquaredHomogeneity test, double psi, boolean earlierWindow) {

        static Comparison lessCertain(Comparison one, Comparison other) {
            Comparison decides = other.test().pValue() > one.test().pValue() ? other : one;
            return new Comparison(decides.test(), Math.min(one.psi(), other.psi()), decides.earlierWindow());
        }
    }
}
