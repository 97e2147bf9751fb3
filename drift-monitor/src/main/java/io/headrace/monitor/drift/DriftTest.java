package io.headrace.monitor.drift;

import io.headrace.monitor.statistics.ChiSquaredHomogeneity;
import io.headrace.monitor.statistics.HolmCorrection;
import io.headrace.monitor.statistics.PopulationStability;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tests every statistic of a window against its baseline. One false-alarm rate holds for all of them together (Holm), each
 * test allows for rows that resemble their neighbours (design effect), and a shift too small to matter never counts, however
 * sure it is. Immutable.
 */
public final class DriftTest {

    private final List<Reference> references;
    private final double falseAlarmRate;
    private final double minimumPsi;

    /**
     * A test against one baseline.
     *
     * @param falseAlarmRate chance, per window without drift, that any statistic is said to have moved; 0 to 1
     * @param minimumPsi least population stability index of a move
     */
    public DriftTest(List<Reference> references, double falseAlarmRate, double minimumPsi) {
        this.references = List.copyOf(references);
        this.falseAlarmRate = falseAlarmRate;
        this.minimumPsi = minimumPsi;
    }

    /** Judges a window that has rows. */
    public DriftVerdict judge(DriftWindow window) {
        List<Block> blocks = window.blocks();
        List<ChiSquaredHomogeneity> tests = IntStream.range(0, references.size())
                .mapToObj(i -> ChiSquaredHomogeneity.test(
                        references.get(i).counts(),
                        blocks.stream().map(block -> block.counts(i)).toList()))
                .toList();
        double[] adjusted = HolmCorrection.adjust(
                tests.stream().mapToDouble(ChiSquaredHomogeneity::pValue).toArray());
        return new DriftVerdict(IntStream.range(0, references.size())
                .mapToObj(i -> finding(i, tests.get(i), adjusted[i], blocks))
                .toList());
    }

    /**
     * Event time from which the window's rows are most likely of the new kind: the start of the block where "as the baseline
     * before, different from here on" has the greatest likelihood over all statistics that moved.
     *
     * @return epoch milliseconds; the window's start where nothing moved
     */
    public long changeSince(DriftWindow window, DriftVerdict verdict) {
        List<Block> blocks = window.blocks();
        double best = Double.NEGATIVE_INFINITY;
        long since = window.start();
        for (int from = 0; from < blocks.size(); from++) {
            double likelihood = 0;
            for (int i = 0; i < references.size(); i++) {
                if (verdict.findings().get(i).drifted()) {
                    likelihood += logLikelihoodRatio(references.get(i).counts(), total(blocks, from, i));
                }
            }
            if (likelihood > best) {
                best = likelihood;
                since = blocks.get(from).start();
            }
        }
        return since;
    }

    /**
     * The statistics that may differ, by certainty or by size alone: each would come near an alarm again and again though
     * nothing happens.
     */
    public List<String> suspects(DriftVerdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.adjustedP() <= falseAlarmRate || finding.psi() >= minimumPsi)
                .map(Finding::statistic)
                .toList();
    }

    private Finding finding(int i, ChiSquaredHomogeneity test, double adjustedP, List<Block> blocks) {
        double psi = PopulationStability.index(references.get(i).counts(), total(blocks, 0, i));
        return new Finding(
                references.get(i).statistic(), test, adjustedP, psi, adjustedP <= falseAlarmRate && psi >= minimumPsi);
    }

    private static double logLikelihoodRatio(long[] baseline, long[] found) {
        double baselineRows = 0;
        double foundRows = 0;
        for (int cell = 0; cell < found.length; cell++) {
            baselineRows += baseline[cell] + 0.5;
            foundRows += found[cell];
        }
        double ratio = 0;
        for (int cell = 0; cell < found.length; cell++) {
            if (found[cell] > 0) {
                ratio += found[cell] * Math.log(found[cell] / foundRows / ((baseline[cell] + 0.5) / baselineRows));
            }
        }
        return ratio;
    }

    private static long[] total(List<Block> blocks, int from, int statistic) {
        long[] total = new long[blocks.getFirst().counts(statistic).length];
        for (Block block : blocks.subList(from, blocks.size())) {
            for (int cell = 0; cell < total.length; cell++) {
                total[cell] += block.counts(statistic)[cell];
            }
        }
        return total;
    }
}
