package io.headrace.connectors.payments;

import io.headrace.connectors.TestWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** A small simulation and tasks of it. */
final class TaskHarness {

    private final TestWorker worker = new TestWorker();

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
        return worker.start(new PaymentsSourceTask(), settings);
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
        worker.store(last);
    }
}
