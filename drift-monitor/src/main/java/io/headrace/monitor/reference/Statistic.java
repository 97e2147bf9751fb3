package io.headrace.monitor.reference;

import io.headrace.model.baseline.FeatureBins;
import io.headrace.schemas.avro.FeatureBaseline;
import io.headrace.schemas.definition.FeatureKind;

/**
 * A feature's, or the scores', distribution among a version's training rows.
 *
 * @param name the feature's, or {@code prediction}
 * @param kind of its values; scores are numeric
 * @param bins frozen at training
 * @param counts training rows by cell; the last cell counts missing values
 */
@SuppressWarnings("ArrayRecordComponent") // shared by all judgements, never compared
public record Statistic(String name, FeatureKind kind, FeatureBins bins, long[] counts) {

    static Statistic of(FeatureBaseline trained, FeatureKind kind) {
        long[] counts = new long[trained.getCounts().size() + 1];
        for (int cell = 0; cell < counts.length - 1; cell++) {
            counts[cell] = trained.getCounts().get(cell);
        }
        counts[counts.length - 1] = trained.getMissing();
        return new Statistic(trained.getFeature(), kind, FeatureBins.of(trained), counts);
    }

    /** How many cells a value can fall into. */
    public int cells() {
        return counts.length;
    }

    /** A number's cell; the last one for NaN. */
    public int cell(double value) {
        return orMissing(bins.bin(value));
    }

    /** A category's cell; the last one for the empty string. */
    public int cell(String category) {
        return orMissing(bins.bin(category));
    }

    private int orMissing(int bin) {
        return bin == FeatureBins.MISSING ? bins.bins() : bin;
    }
}
