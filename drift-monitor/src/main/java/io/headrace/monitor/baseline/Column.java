package io.headrace.monitor.baseline;

import io.headrace.model.baseline.FeatureBins;

/**
 * One statistic's place in a live row.
 *
 * @param index among the numeric or the categorical features
 */
record Column(FeatureBins bins, Source source, int index) {

    enum Source {
        NUMERIC,
        CATEGORICAL,
        SCORE
    }

    /** The bin, or the cell after the last for a missing value. */
    int cell(LiveRow row) {
        int bin = switch (source) {
            case NUMERIC -> bins.bin(row.values().numeric()[index]);
            case CATEGORICAL -> bins.bin(row.values().categorical()[index]);
            case SCORE -> bins.bin(row.score());
        };
        return bin == FeatureBins.MISSING ? bins.bins() : bin;
    }
}
