package io.headrace.standalone.replay.prequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws the curves of one class against the rest, over its distinct scores from the highest down. */
final class CurveDrawing {

    private static final int STEPS = Curves.POINTS - 2;

    /** How far points are apart at least: 0 where all of them are few enough. */
    private final double apart;

    private final List<Curves.Point> roc = new ArrayList<>();
    private final List<Curves.Point> precisionRecall = new ArrayList<>();

    private CurveDrawing(boolean thin) {
        this.apart = thin ? 1.0 / STEPS : 0;
    }

    static Curves of(String name, double[] scores, boolean[] is) {
        double[] positives = sorted(scores, is, true);
        double[] negatives = sorted(scores, is, false);
        CurveDrawing drawing = new CurveDrawing(Arrays.stream(scores).distinct().count() > STEPS);
        if (positives.length > 0 && negatives.length > 0) {
            drawing.draw(positives, negatives);
        }
        return new Curves(name, drawing.roc, drawing.precisionRecall);
    }

    private static double[] sorted(double[] scores, boolean[] is, boolean wanted) {
        double[] some = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (is[i] == wanted) {
                some[count++] = scores[i];
            }
        }
        double[] sorted = Arrays.copyOf(some, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private void draw(double[] positives, double[] negatives) {
        roc.add(new Curves.Point(0, 0));
        int p = positives.length;
        int n = negatives.length;
        while (p > 0 || n > 0) {
            double threshold = Math.max(
                    p > 0 ? positives[p - 1] : Double.NEGATIVE_INFINITY,
                    n > 0 ? negatives[n - 1] : Double.NEGATIVE_INFINITY);
            boolean complete = p == 0;
            while (p > 0 && positives[p - 1] == threshold) {
                p--;
            }
            while (n > 0 && negatives[n - 1] == threshold) {
                n--;
            }
            double hits = positives.length - p;
            double misses = negatives.length - n;
            Curves.Point rates = new Curves.Point(misses / negatives.length, hits / positives.length);
            boolean last = p == 0 && n == 0;
            if (last || way(roc.getLast(), rates) >= 2 * apart) {
                roc.add(rates);
            }
            if (!complete) {
                recall(new Curves.Point(hits / positives.length, hits / (hits + misses)));
            }
        }
    }

    private static double way(Curves.Point from, Curves.Point to) {
        return to.x() - from.x() + to.y() - from.y();
    }

    private void recall(Curves.Point point) {
        if (precisionRecall.isEmpty()
                || point.x() == 1
                || point.x() - precisionRecall.getLast().x() >= apart) {
            precisionRecall.add(point);
        }
    }
}
