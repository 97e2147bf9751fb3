package io.headrace.monitor.watch;

import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.drift.DriftResult;
import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.DriftStatistic;
import io.headrace.schemas.avro.LivePerformance;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Windows as records of the drift topic. */
final class Reports {

    private static final String AGAINST_TRAINING_ROWS = "chi-squared";
    private static final String AGAINST_EARLIER_WINDOW = "chi-squared against an earlier window";

    private final PipelineDefinition definition;

    Reports(PipelineDefinition definition) {
        this.definition = definition;
    }

    /** @param window where the window is still the open one */
    DriftReport report(String model, DriftVerdict verdict, WatchState window, Optional<LivePerformance> performance) {
        return DriftReport.newBuilder()
                .setPipeline(definition.pipeline().value())
                .setModel(model)
                .setWindowStart(Instant.ofEpochMilli(window.getWindowStart()))
                .setWindowEnd(Instant.ofEpochMilli(window.getTime()))
                .setRows(window.getWindowRows())
                .setFalseAlarmRate(definition.monitor().falseAlarmRate())
                .setDrifted(verdict.drifted())
                .setStatistics(
                        verdict.results().stream().map(Reports::statistic).toList())
                .setPerformance(performance.orElse(null))
                .build();
    }

    /**
     * A metric as part of a report.
     *
     * @param dropped whether the alarm stands
     */
    static LivePerformance performance(PerformanceReading reading, boolean dropped) {
        LiveMetric metric = reading.metric();
        Map<String, Double> metrics = new LinkedHashMap<>();
        metric.metrics().forEach((one, value) -> metrics.put(one.text(), value));
        List<String> models = reading.models();
        return new LivePerformance(
                models.getLast(),
                metric.labelled(),
                metric.metric().text(),
                metric.value(),
                metric.expected(),
                metrics,
                dropped,
                models.size() > 1 ? models : List.of());
    }

    private static DriftStatistic statistic(DriftResult result) {
        return new DriftStatistic(
                result.statistic(),
                result.earlierWindow() ? AGAINST_EARLIER_WINDOW : AGAINST_TRAINING_ROWS,
                result.test().statistic(),
                result.test().pValue(),
                result.psi(),
                result.drifted());
    }
}
