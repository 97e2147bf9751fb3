package io.headrace.connectors.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    /** Far below the 350,000 it does on one core, so that a busy machine does not fail it. */
    @Test
    void makesAndSerialisesTensOfThousandsOfRecordsASecond() throws Exception {
        TaskHarness worker = new TaskHarness();
        PaymentsSourceTask task = worker.start(TaskHarness.settings(Map.of(
                "customers", "5000", "terminals", "10000", "radius", "5", "days", "0", "batch.records", "2000")));
        worker.take(task, 100_000);
        long start = System.nanoTime();
        List<SourceRecord> records = worker.take(task, 200_000);
        double perSecond = records.size() / ((System.nanoTime() - start) / 1e9);

        assertThat(perSecond).isGreaterThan(20_000);
    }
}
