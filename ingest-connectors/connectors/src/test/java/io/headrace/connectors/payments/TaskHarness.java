package io.headrace.connectors.payments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A worker's part towards a task: keeps the offset of the last record it took, as JSON would give it back. */
final class TaskHarness {

    private Optional<Map<String, Object>> stored = Optional.empty();

    static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "event.schema", Path.of("../../examples/payments/payment.avsc").toString(),
                "schema.registry.url", "mock://connectors",
                "customers", "50",
                "terminals", "100",
                "radius", "40",
                "days", "5",
                "fraud.intensity", "5",
                "batch.records", "100"));
        all.putAll(more);
        return all;
    }

    /** Starts a task where the last one's records ended. */
    PaymentsSourceTask start(Map<String, String> settings) {
        PaymentsSourceTask task = new PaymentsSourceTask();
        task.initialize(context());
        task.start(settings);
        return task;
    }

    /** Takes batches until there are none, or at least so many records. */
    List<SourceRecord> take(PaymentsSourceTask task, int atLeast) throws InterruptedException {
        List<SourceRecord> taken = new ArrayList<>();
        while (taken.size() < atLeast) {
            List<SourceRecord> batch = task.poll();
            if (batch == null) {
                break;
            }
            taken.addAll(batch);
        }
        return taken;
    }

    void store(SourceRecord last) {
        Map<String, Object> asJson = new HashMap<>();
        last.sourceOffset()
                .forEach((key, value) ->
                        asJson.put(key, value instanceof Integer number ? (Object) number.longValue() : value));
        stored = Optional.of(asJson);
    }

    private SourceTaskContext context() {
        OffsetStorageReader reader = new OffsetStorageReader() {
            @Override
            public <T> Map<String, Object> offset(Map<String, T> partition) {
                return stored.orElse(null);
            }

            @Override
            public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
                throw new UnsupportedOperationException("the task asks for its one partition");
            }
        };
        return new SourceTaskContext() {
            @Override
            public Map<String, String> configs() {
                return Map.of();
            }

            @Override
            public OffsetStorageReader offsetStorageReader() {
                return reader;
            }

            @Override
            public PluginMetrics pluginMetrics() {
                throw new UnsupportedOperationException("the task has no metrics of its own");
            }
        };
    }
}
