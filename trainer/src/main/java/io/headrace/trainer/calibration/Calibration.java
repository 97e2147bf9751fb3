package io.headrace.trainer.calibration;

import java.util.List;

/**
 * A straight line through margins before they become probabilities or quantities.
 *
 * @param slope above 0
 * @param shifts for each output what is added after the slope; none for nothing
 */
public record Calibration(double slope, List<Double> shifts) {

    /** Margins as they are. */
    public static final Calibration NONE = new Calibration(1, List.of());

    public Calibration {
        shifts = List.copyOf(shifts);
        if (!(slope > 0) || Double.isInfinite(slope) || !shifts.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "a calibration has a positive slope and finite shifts, found " + slope + ", " + shifts);
        }
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * Calibrated copies of margins.
     *
     * @param margins row-major
     */
    public double[] apply(double[] margins) {
        if (isNone()) {
            return margins;
        }
        double[] calibrated = new double[margins.length];
        for (int i = 0; i < margins.length; i++) {
            calibrated[i] = slope * margins[i] + (shifts.isEmpty() ? 0 : shifts.get(i % shifts.size()));
        }
        return calibrated;
    }
}
