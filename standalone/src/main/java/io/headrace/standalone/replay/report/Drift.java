package io.headrace.standalone.replay.report;

import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.DriftStatistic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far live data was from what the serving model was trained on, window by window.
 *
 * @param windows in the order they were closed
 * @param features each with one value a window
 */
public record Drift(List<DriftWindow> windows, List<FeatureDrift> features) {

    public Drift {
        windows = List.copyOf(windows);
        features = List.copyOf(features);
        for (FeatureDrift feature : features) {
            if (feature.psi().size() != windows.size()) {
                throw new IllegalArgumentException(feature.feature() + " has "
                        + feature.psi().size() + " values for " + windows.size() + " windows");
            }
        }
    }

    /** Nothing was watched. */
    public static Drift none() {
        return new Drift(List.of(), List.of());
    }

    /** As on the drift topic, in its order. */
    public static Drift of(List<DriftReport> reports) {
        List<DriftWindow> windows = new ArrayList<>();
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (DriftReport report : reports) {
            windows.add(new DriftWindow(
                    report.getWindowStart(),
                    report.getWindowEnd(),
                    report.getModel(),
                    report.getRows(),
                    report.getDrifted()));
            for (DriftStatistic statistic : report.getStatistics()) {
                List<Double> series = values.computeIfAbsent(statistic.getFeature(), _ -> new ArrayList<>());
                while (series.size() < windows.size() - 1) {
                    series.add(Double.NaN);
                }
                // A feature watched by two tests has one index; the first says it.
                if (series.size() < windows.size()) {
                    series.add(statistic.getPsi());
                }
            }
        }
        values.values().forEach(series -> {
            while (series.size() < windows.size()) {
                series.add(Double.NaN);
            }
        });
        return new Drift(
                windows,
                values.entrySet().stream()
                        .map(entry -> new FeatureDrift(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /**
     * What was looked at together.
     *
     * @param model the serving version, as pipeline@version
     * @param drifted whether the statistics together were beyond chance
     */
    public record DriftWindow(Instant from, Instant until, String model, long rows, boolean drifted) {}

    /**
     * One feature, or {@code prediction}.
     *
     * @param psi population stability index by window, 0 or more, from 0.25 on a large shift; NaN where it was not watched
     */
    public record FeatureDrift(String feature, List<Double> psi) {

        public FeatureDrift {
            psi = List.copyOf(psi);
        }
    }
}
