package io.headrace.trainer.calibration;

import io.headrace.schemas.definition.Metric;
import io.headrace.trainer.data.Target;
import java.util.Arrays;
import java.util.List;

/**
 * Learns a calibration on the validation part: temperature scaling (Guo and others 2017). It is kept only when, learned on the
 * older half, it lowers the log loss of the newer half; then it is learned again on the whole. Shifts are no business of this
 * one ({@link InterceptCorrection}): how often each class came is learned when the model is fitted again.
 */
public final class Calibrator {

    /** Relative gain in log loss below which a calibration is not worth its place in the graph. */
    private static final double LEAST_GAIN = 1e-3;

    private static final double LEAST_SLOPE = 0.1;
    private static final double MOST_SLOPE = 10;
    private static final double TOLERANCE = 1e-4;

    private Calibrator() {}

    /**
     * The calibration to use.
     *
     * @param margins of the validation rows, oldest first, row-major
     */
    public static Calibration fit(double[] margins, Target.Classes classes) {
        int rows = classes.rows();
        int half = rows / 2;
        Calibration older = fit(margins, classes, 0, half);
        double plain = loss(Calibration.NONE, margins, classes, half, rows);
        double calibrated = loss(older, margins, classes, half, rows);
        boolean helps = calibrated < plain * (1 - LEAST_GAIN);
        return helps ? fit(margins, classes, 0, rows) : Calibration.NONE;
    }

    /** Golden-section search over the logarithm of the slope. */
    private static Calibration fit(double[] margins, Target.Classes classes, int from, int until) {
        boolean oneClass =
                Arrays.stream(classes.index(), from, until).distinct().limit(2).count() < 2;
        if (oneClass) {
            return Calibration.NONE;
        }
        double low = Math.log(LEAST_SLOPE);
        double high = Math.log(MOST_SLOPE);
        double ratio = (Math.sqrt(5) - 1) / 2;
        while (high - low > TOLERANCE) {
            double left = high - ratio * (high - low);
            double right = low + ratio * (high - low);
            if (loss(slope(left), margins, classes, from, until) <= loss(slope(right), margins, classes, from, until)) {
                high = right;
            } else {
                low = left;
            }
        }
        return slope((low + high) / 2);
    }

    private static Calibration slope(double logarithm) {
        return new Calibration(Math.exp(logarithm), List.of());
    }

    private static double loss(Calibration calibration, double[] margins, Target.Classes classes, int from, int until) {
        if (from == until) {
            return 0;
        }
        return margins.length == classes.rows()
                ? ofTwo(calibration, margins, classes.index(), from, until)
                : ofSeveral(calibration, margins, classes, from, until);
    }

    private static double ofTwo(Calibration calibration, double[] margins, int[] index, int from, int until) {
        double sum = 0;
        for (int row = from; row < until; row++) {
            double margin = calibration.slope() * margins[row];
            double towards = index[row] == 1 ? margin : -margin;
            sum += Math.max(0, -towards) + Math.log1p(Math.exp(-Math.abs(towards)));
        }
        return sum / (until - from);
    }

    private static double ofSeveral(
            Calibration calibration, double[] margins, Target.Classes classes, int from, int until) {
        int outputs = margins.length / classes.rows();
        double[] part = calibration.apply(Arrays.copyOfRange(margins, from * outputs, until * outputs));
        Target.Classes rows = classes.slice(from, until);
        return Scorecards.of(rows, InverseLink.outputs(rows, part), 0.5).value(Metric.LOG_LOSS);
    }
}
