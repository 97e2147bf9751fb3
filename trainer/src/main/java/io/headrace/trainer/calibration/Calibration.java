package io.headrace.trainer.calibration;

import java.util.Arrays;

/**
 * A straight line through margins before they become probabilities.
 *
 * @param slope above 0
 * @param shift added after the slope
 */
public record Calibration(double slope, double shift) {

    /** Margins as they are. */
    public static final Calibration NONE = new Calibration(1, 0);

    public Calibration {
        if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(shift)) {
            throw new IllegalArgumentException("a calibration has a positive slope, found " + slope + ", " + shift);
        }
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** Calibrated copies of margins. */
    public double[] apply(double[] margins) {
        return isNone()
                ? margins
                : Arrays.stream(margins).map(margin -> slope * margin + shift).toArray();
    }
}
