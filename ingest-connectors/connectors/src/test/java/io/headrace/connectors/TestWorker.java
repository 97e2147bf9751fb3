package io.headrace.connectors;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A worker's part towards a task: keeps the offset of the last record it took, as JSON would give it back, and its metrics. */
public final class TestWorker implements SourceTaskContext, OffsetStorageReader {

    private Metrics metrics = new Metrics();
    private Optional<Map<String, Object>> stored = Optional.empty();

    /** Starts a task behind the record that was stored last. */
    public <T extends SourceTask> T start(T task, Map<String, String> settings) {
        metrics.close();
        metrics = new Metrics();
        task.initialize(this);
        task.start(settings);
        return task;
    }

    public void store(SourceRecord last) {
        Map<String, Object> asJson = new HashMap<>();
        last.sourceOffset()
                .forEach((key, value) ->
                        asJson.put(key, value instanceof Integer number ? (Object) number.longValue() : value));
        stored = Optional.of(asJson);
    }

    /** A figure of the task that was started last. */
    public Object metric(String name) {
        return metrics.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().group().equals("plugins"))
                .filter(metric -> metric.getKey().name().equals(name))
                .map(metric -> metric.getValue().metricValue())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return this;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return new PluginMetricsImpl(metrics, Map.of());
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
        return stored.orElse(null);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        throw new UnsupportedOperationException("the task asks for its one partition");
    }
}
