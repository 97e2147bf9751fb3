package io.headrace.schemas.metrics;

import java.util.Arrays;

/**
 * Rows from the highest score to the lowest, equal scores as one group. Every metric of the order of scores follows from the
 * groups' counts, so that ties are exact and a resample costs one pass.
 */
final class Ranking {

    private final double[] scores;
    private final boolean[] positives;
    /** Row numbers, highest score first. */
    private final int[] order;
    /** Where each group starts in {@link #order}, and as last element where the last one ends. */
    private final int[] starts;

    private Ranking(double[] scores, boolean[] positives, int[] order, int[] starts) {
        this.scores = scores;
        this.positives = positives;
        this.order = order;
        this.starts = starts;
    }

    static Ranking of(double[] scores, boolean[] positives) {
        double[] distinct = distinct(scores);
        int[] groups = new int[scores.length];
        int[] starts = new int[distinct.length + 1];
        for (int row = 0; row < scores.length; row++) {
            groups[row] = distinct.length - 1 - Arrays.binarySearch(distinct, unsigned(scores[row]));
            starts[groups[row] + 1]++;
        }
        for (int group = 0; group < distinct.length; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = starts.clone();
        int[] order = new int[scores.length];
        for (int row = 0; row < scores.length; row++) {
            order[next[groups[row]]++] = row;
        }
        return new Ranking(scores, positives, order, starts);
    }

    /** Ascending. */
    private static double[] distinct(double[] scores) {
        double[] sorted = new double[scores.length];
        Arrays.setAll(sorted, row -> unsigned(scores[row]));
        Arrays.sort(sorted);
        int count = 0;
        for (double score : sorted) {
            if (count == 0 || score != sorted[count - 1]) {
                sorted[count++] = score;
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** Zero has two signs, which sorting tells apart and comparing does not. */
    private static double unsigned(double score) {
        return score == 0 ? 0 : score;
    }

    Groups groups(int[] draws) {
        int count = starts.length - 1;
        double[] score = new double[count];
        long[] positive = new long[count];
        long[] negative = new long[count];
        for (int group = 0; group < count; group++) {
            score[group] = scores[order[starts[group]]];
            for (int i = starts[group]; i < starts[group + 1]; i++) {
                int row = order[i];
                if (positives[row]) {
                    positive[group] += draws[row];
                } else {
                    negative[group] += draws[row];
                }
            }
        }
        return new Groups(score, positive, negative);
    }

    /** Distinct scores, highest first, with how many positive and negative rows have each. */
    static final class Groups {

        private static final int CALIBRATION_BINS = 10;

        private final double[] score;
        private final long[] positive;
        private final long[] negative;
        private final long positives;
        private final long negatives;

        private Groups(double[] score, long[] positive, long[] negative) {
            this.score = score;
            this.positive = positive;
            this.negative = negative;
            this.positives = sum(positive);
            this.negatives = sum(negative);
        }

        private static long sum(long[] counts) {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        }

        /** Sum over distinct scores of the gain in recall times the precision reached; NaN without a positive row. */
        double averagePrecision() {
            double sum = 0;
            long hits = 0;
            long seen = 0;
            for (int g = 0; g < score.length; g++) {
                hits += positive[g];
                seen += positive[g] + negative[g];
                if (positive[g] > 0) {
                    sum += (double) positive[g] / positives * ((double) hits / seen);
                }
            }
            return positives == 0 ? Double.NaN : sum;
        }

        /** Chance that a positive row scores above a negative one, ties one half; NaN without both (Mann and Whitney). */
        double rocAuc() {
            double above = 0;
            long negativesBelow = negatives;
            for (int g = 0; g < score.length; g++) {
                negativesBelow -= negative[g];
                above += positive[g] * (negativesBelow + negative[g] / 2.0);
            }
            return above / ((double) positives * negatives);
        }

        /** Expected share of positives among the highest scores when ties at the edge are drawn by lot. */
        double precisionAtTop(int top) {
            double wanted = Math.min((double) top, (double) (positives + negatives));
            double left = wanted;
            double hits = 0;
            for (int g = 0; g < score.length && left > 0; g++) {
                long size = positive[g] + negative[g];
                if (size > 0) {
                    double taken = Math.min(left, (double) size);
                    hits += taken * positive[g] / size;
                    left -= taken;
                }
            }
            return hits / wanted;
        }

        /**
         * Mean distance of score and outcome over bins of equal mass; a group that spans bins gives each its share.
         * Naeini, Cooper, Hauskrecht (2015), with bins of equal mass.
         */
        double calibrationError() {
            double rows = positives + negatives;
            double capacity = rows / CALIBRATION_BINS;
            double error = 0;
            double gap = 0;
            double room = capacity;
            for (int g = 0; g < score.length; g++) {
                double left = positive[g] + negative[g];
                double perRow = left == 0 ? 0 : score[g] - positive[g] / left;
                while (left > room) {
                    gap += perRow * room;
                    left -= room;
                    error += Math.abs(gap);
                    gap = 0;
                    room = capacity;
                }
                gap += perRow * left;
                room -= left;
            }
            return (error + Math.abs(gap)) / rows;
        }
    }
}
