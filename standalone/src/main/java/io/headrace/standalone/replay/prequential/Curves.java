package io.headrace.standalone.replay.prequential;

import java.util.List;

/**
 * What other thresholds would have given, over all examples. At most {@value #POINTS} points each, both ends among them; empty
 * where the class has no example, or every one.
 *
 * @param ofClass the class held against the rest
 * @param roc false positive rate and true positive rate, from (0, 0) to (1, 1)
 * @param precisionRecall recall and precision, from the highest threshold to recall 1
 */
public record Curves(String ofClass, List<Point> roc, List<Point> precisionRecall) {

    /** Most points in a curve. */
    public static final int POINTS = 400;

    public Curves {
        roc = List.copyOf(roc);
        precisionRecall = List.copyOf(precisionRecall);
    }

    /** Both 0 to 1. */
    public record Point(double x, double y) {}
}
