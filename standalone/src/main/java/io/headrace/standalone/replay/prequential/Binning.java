package io.headrace.standalone.replay.prequential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Sorts predictions into bins of about equal mass. */
final class Binning {

    private static final int BINS = 10;

    private Binning() {}

    static List<CalibrationBin> of(double[] predicted, double[] observed) {
        int[] order = IntStream.range(0, predicted.length)
                .boxed()
                .sorted((a, b) -> Double.compare(predicted[a], predicted[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<CalibrationBin> bins = new ArrayList<>();
        int from = 0;
        for (int until = 1; until <= order.length; until++) {
            boolean tied = until < order.length && predicted[order[until]] == predicted[order[until - 1]];
            // The last bin takes what is left, so that none is left with a handful.
            boolean full = (long) until * BINS >= (bins.size() + 1L) * order.length;
            if (full && !tied) {
                bins.add(bin(predicted, observed, order, from, until));
                from = until;
            }
        }
        return bins;
    }

    private static CalibrationBin bin(double[] predicted, double[] observed, int[] order, int from, int until) {
        double predictions = 0;
        double truths = 0;
        for (int i = from; i < until; i++) {
            predictions += predicted[order[i]];
            truths += observed[order[i]];
        }
        int count = until - from;
        return new CalibrationBin(
                predicted[order[from]], predicted[order[until - 1]], count, predictions / count, truths / count);
    }
}
