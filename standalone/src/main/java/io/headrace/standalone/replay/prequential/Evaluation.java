package io.headrace.standalone.replay.prequential;

import java.util.List;
import java.util.Optional;

/**
 * The whole stream, evaluated.
 *
 * @param scored rows that were scored
 * @param overall figures over every scored row that has a label
 * @param baselines on the same examples
 * @param windows in the order of scoring
 * @param curves binary: of the positive class; several classes: of the most frequent ones; none of a regression
 * @param calibration by ascending prediction
 * @param confusion none of a regression
 */
public record Evaluation(
        long scored,
        Figures overall,
        Baselines baselines,
        List<Window> windows,
        List<Curves> curves,
        List<CalibrationBin> calibration,
        Optional<Confusion> confusion,
        Uncounted uncounted) {

    public Evaluation {
        windows = List.copyOf(windows);
        curves = List.copyOf(curves);
        calibration = List.copyOf(calibration);
    }
}
