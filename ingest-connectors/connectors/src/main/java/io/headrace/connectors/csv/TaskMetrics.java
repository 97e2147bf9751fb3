package io.headrace.connectors.csv;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;

/** What a task tells of itself among Kafka Connect's metrics. */
final class TaskMetrics {

    private TaskMetrics() {}

    /** Registers the metrics where the worker takes any: older ones do not. */
    static void register(SourceTaskContext context, Supplier<CsvProgress> progress) {
        try {
            PluginMetrics metrics = context.pluginMetrics();
            gauge(metrics, "rows", "Rows handed over, over all files and starts", progress, CsvProgress::rows);
            gauge(metrics, "rows-broken", "Rows sent to quarantine since the start", progress, CsvProgress::broken);
            gauge(
                    metrics,
                    "labels-waiting",
                    "Labels read whose turn comes with later rows",
                    progress,
                    CsvProgress::labelsWaiting);
        } catch (NoSuchMethodError | NoClassDefFoundError olderWorker) {
            // Nothing to tell it to; the work is the same.
        }
    }

    private static void gauge(
            PluginMetrics metrics,
            String name,
            String description,
            Supplier<CsvProgress> progress,
            ToLongFunction<CsvProgress> figure) {
        Gauge<Long> gauge = (_, _) -> figure.applyAsLong(progress.get());
        metrics.addMetric(metrics.metricName(name, description, new LinkedHashMap<>()), gauge);
    }
}
