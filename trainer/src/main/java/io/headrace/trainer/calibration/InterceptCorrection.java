package io.headrace.trainer.calibration;

import io.headrace.trainer.data.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Calibration in the large (Cox 1958): margins are shifted until the mean prediction over the newest rows is the mean label there.
 * A model is fitted on rows of a long time and knows their mean; where the level moves, that of the newest is nearer to what comes.
 */
public final class InterceptCorrection {

    /** Rows that tell the level; of a thousand the share of a class is known to a percent or two. */
    public static final int NEWEST = 1_000;

    /** The fitted level counts for as many rows: of few rows the mean label is mostly chance. */
    private static final double FITTED_ROWS = 100;

    private static final int MOST_TURNS = 200;
    private static final double TOLERANCE = 1e-9;
    /** A model that is quite sure gives nothing at all to a class. */
    private static final double LEAST_SHARE = 1e-12;

    private InterceptCorrection() {}

    /**
     * A calibration with shifts.
     *
     * @param slope what comes before
     * @param margins of the newest rows, row-major
     */
    public static Calibration of(Calibration slope, double[] margins, Target newest) {
        return switch (newest) {
            case Target.Quantities quantities -> ofMean(slope, margins, quantities);
            case Target.Classes classes -> ofShares(slope, margins, classes);
        };
    }

    private static Calibration ofMean(Calibration slope, double[] margins, Target.Quantities newest) {
        double[] fitted = slope.apply(margins);
        double off = 0;
        for (int row = 0; row < fitted.length; row++) {
            off += newest.values()[row] - fitted[row];
        }
        return new Calibration(slope.slope(), List.of(off / (fitted.length + FITTED_ROWS)));
    }

    /** Each turn moves a class's shift by how far the logarithm of its mean probability is off; that brings it ever nearer. */
    private static Calibration ofShares(Calibration slope, double[] margins, Target.Classes newest) {
        int outputs = margins.length / newest.rows();
        double[] wanted = wanted(means(newest, slope.apply(margins)), newest);
        List<Double> shifts = new ArrayList<>(Collections.nCopies(outputs, 0.0));
        double moved = Double.POSITIVE_INFINITY;
        for (int turn = 0; turn < MOST_TURNS && moved > TOLERANCE; turn++) {
            double[] means = means(newest, new Calibration(slope.slope(), shifts).apply(margins));
            moved = 0;
            for (int output = 0; output < outputs; output++) {
                double step = outputs == 1
                        ? logOdds(wanted[1]) - logOdds(means[1])
                        : logarithm(wanted[output]) - logarithm(means[output]);
                shifts.set(output, shifts.get(output) + step);
                moved = Math.max(moved, Math.abs(step));
            }
        }
        return new Calibration(slope.slope(), shifts);
    }

    private static double[] wanted(double[] fitted, Target.Classes newest) {
        int[] counts = newest.counts();
        double[] wanted = new double[fitted.length];
        Arrays.setAll(wanted, c -> (counts[c] + FITTED_ROWS * fitted[c]) / (newest.rows() + FITTED_ROWS));
        return wanted;
    }

    /** Each class's mean probability. */
    private static double[] means(Target.Classes rows, double[] margins) {
        double[] outputs = InverseLink.outputs(rows, margins);
        double[] means = new double[rows.names().size()];
        for (int i = 0; i < outputs.length; i++) {
            means[i % means.length] += outputs[i] / rows.rows();
        }
        return means;
    }

    private static double logOdds(double share) {
        double possible = Math.clamp(share, LEAST_SHARE, 1 - LEAST_SHARE);
        return Math.log(possible) - Math.log1p(-possible);
    }

    private static double logarithm(double share) {
        return Math.log(Math.max(LEAST_SHARE, share));
    }
}
