package io.headrace.standalone.replay.prequential;

import java.util.List;
import java.util.Optional;

/** Figures of each window and, last, of all examples. */
record EvaluatedWindows(
        List<? extends Figures> figures,
        List<Baselines> baselines,
        List<Curves> curves,
        List<CalibrationBin> calibration,
        Optional<Confusion> confusion) {}
