package io.headrace.monitor.topology;

import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.drift.DriftWindow;
import io.headrace.monitor.drift.Finding;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.DriftStatistic;
import io.headrace.schemas.avro.LivePerformance;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Windows as records of the drift topic. */
final class Reports {

    private static final String AGAINST_BASELINE = "chi-squared";
    private static final String AGAINST_FIRST_WINDOW = "chi-squared against the first window";

    private final PipelineDefinition definition;

    Reports(PipelineDefinition definition) {
        this.definition = definition;
    }

    DriftReport report(
            Champion champion, DriftWindow window, DriftVerdict verdict, Optional<LivePerformance> performance) {
        return DriftReport.newBuilder()
                .setPipeline(definition.pipeline().value())
                .setModel(champion.baseline().model())
                .setWindowStart(Instant.ofEpochMilli(window.start()))
                .setWindowEnd(Instant.ofEpochMilli(window.end()))
                .setRows(window.rows())
                .setFalseAlarmRate(definition.monitor().falseAlarmRate())
                .setDrifted(verdict.drifted())
                .setStatistics(verdict.findings().stream()
                        .map(finding -> statistic(finding, champion))
                        .toList())
                .setPerformance(performance.orElse(null))
                .build();
    }

    /**
     * A metric as part of a report.
     *
     * @param dropped whether the alarm stands
     */
    static LivePerformance performance(String model, LiveMetric metric, boolean dropped) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Metric one : Metric.values()) {
            Double value = metric.metrics().get(one);
            if (value != null) {
                metrics.put(one.text(), value);
            }
        }
        return new LivePerformance(
                model, metric.labelled(), metric.metric().text(), metric.value(), metric.expected(), metrics, dropped);
    }

    private static DriftStatistic statistic(Finding finding, Champion champion) {
        return new DriftStatistic(
                finding.statistic(),
                champion.own().contains(finding.statistic()) ? AGAINST_FIRST_WINDOW : AGAINST_BASELINE,
                finding.test().statistic(),
                finding.test().pValue(),
                finding.psi(),
                finding.drifted());
    }
}
