package io.headrace.monitor.window;

import io.headrace.monitor.reference.Statistic;
import io.headrace.schemas.definition.FeatureKind;
import java.util.Map;
import java.util.Optional;

/** One statistic's values in a window, kept so that they can be counted on any later version's bins. */
public sealed interface SampledValues {

    /** Rows by cell of a version's bins; empty where its values are of the other kind. */
    Optional<long[]> counts(Statistic statistic);

    /**
     * Of a numeric feature, or scores.
     *
     * @param values NaN is missing
     */
    @SuppressWarnings("ArrayRecordComponent") // kept in a store, never compared
    record Numbers(double[] values) implements SampledValues {

        @Override
        public Optional<long[]> counts(Statistic statistic) {
            if (statistic.kind() != FeatureKind.NUMERIC) {
                return Optional.empty();
            }
            long[] counts = new long[statistic.cells()];
            for (double value : values) {
                counts[statistic.cell(value)]++;
            }
            return Optional.of(counts);
        }
    }

    /**
     * Of a categorical feature.
     *
     * @param rows by category; the empty string is missing
     */
    record Categories(Map<String, Long> rows) implements SampledValues {

        public Categories {
            rows = Map.copyOf(rows);
        }

        @Override
        public Optional<long[]> counts(Statistic statistic) {
            if (statistic.kind() != FeatureKind.CATEGORICAL) {
                return Optional.empty();
            }
            long[] counts = new long[statistic.cells()];
            rows.forEach((category, number) -> counts[statistic.cell(category)] += number);
            return Optional.of(counts);
        }
    }
}
