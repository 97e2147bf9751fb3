package io.headrace.model.baseline;

import io.headrace.schemas.avro.FeatureBaseline;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Freezes features' distributions. Numeric: bins of about equal mass, at most {@value #MAX_BINS}, so that a shift anywhere
 * moves counts; sketches would alarm falsely on large windows, exact counts over fixed edges don't. Categorical: the most
 * frequent categories and one bin for all others.
 */
public final class BaselineBuilder {

    /** Bins of a feature at most, the one for other categories included; missing values are counted besides. */
    public static final int MAX_BINS = 20;

    private BaselineBuilder() {}

    /** The baselines of all features, numeric ones first, in the signature's order. */
    public static List<FeatureBaseline> features(FeatureSignature signature, List<FeatureValues> rows) {
        List<FeatureBaseline> baselines = new ArrayList<>();
        for (int i = 0; i < signature.numeric().size(); i++) {
            int column = i;
            baselines.add(numeric(
                    signature.numeric().get(i),
                    rows.stream().mapToDouble(row -> row.numeric()[column]).toArray()));
        }
        for (int i = 0; i < signature.categorical().size(); i++) {
            int column = i;
            baselines.add(categorical(
                    signature.categorical().get(i),
                    rows.stream().map(row -> row.categorical()[column]).toList()));
        }
        return baselines;
    }

    /**
     * A numeric feature's baseline, or the predictions'.
     *
     * @param values NaN is missing; not changed
     */
    public static FeatureBaseline numeric(String feature, double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        List<Double> edges = edges(sorted);
        NumericBins bins = new NumericBins(edges);
        return new FeatureBaseline(
                feature, edges, List.of(), bins.counts(sorted), (long) values.length - sorted.length);
    }

    /**
     * A categorical feature's baseline. Categories are listed by falling frequency, equals by name.
     *
     * @param values the empty string is missing
     */
    public static FeatureBaseline categorical(String feature, Collection<String> values) {
        Map<String, Long> frequencies = new HashMap<>();
        values.forEach(value -> frequencies.merge(value, 1L, Long::sum));
        Long missing = frequencies.remove("");
        List<String> categories = frequencies.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_BINS - 1L)
                .map(Map.Entry::getKey)
                .toList();
        List<Long> counts =
                new ArrayList<>(categories.stream().map(frequencies::get).toList());
        long known = counts.stream().mapToLong(count -> count).sum();
        long present = frequencies.values().stream().mapToLong(count -> count).sum();
        counts.add(present - known);
        return new FeatureBaseline(feature, List.of(), categories, counts, missing == null ? 0 : missing);
    }

    /** Inner edges, ascending, each a value that occurs (but for a constant feature, which also gets the number below it). */
    private static List<Double> edges(double[] sorted) {
        if (sorted.length == 0) {
            return List.of();
        }
        double first = sorted[0];
        double last = sorted[sorted.length - 1];
        if (first == last) {
            // With no edge a constant feature could not be seen to move; so: below it, it, above it.
            return List.of(Math.nextDown(first), first);
        }
        double[] distinct = Arrays.stream(sorted)
                .map(BaselineBuilder::positiveZero)
                .distinct()
                .toArray();
        return distinct.length <= MAX_BINS ? below(distinct, last) : quantiles(sorted, last);
    }

    private static List<Double> below(double[] distinct, double last) {
        return Arrays.stream(distinct).filter(value -> value < last).boxed().toList();
    }

    private static List<Double> quantiles(double[] sorted, double last) {
        List<Double> edges = new ArrayList<>();
        for (int bin = 1; bin < MAX_BINS; bin++) {
            int rank = Math.toIntExact((long) sorted.length * bin / MAX_BINS);
            double edge = positiveZero(sorted[Math.max(0, rank - 1)]);
            // A value that fills several bins gives one edge; the last value gives none, or the last bin would be
            // empty.
            if (edge < last && (edges.isEmpty() || edge > edges.getLast())) {
                edges.add(edge);
            }
        }
        return edges;
    }

    private static double positiveZero(double value) {
        return value + 0.0;
    }
}
