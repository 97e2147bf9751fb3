package io.headrace.connectors.payments;

import io.headrace.connectors.payments.simulation.PaymentStream;
import io.headrace.connectors.payments.simulation.SimulatedRecord;
import io.headrace.connectors.payments.simulation.SimulationSettings;
import io.headrace.schemas.serde.AvroSerdes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Sends the sequence of payments and labels. Each record carries as its source offset the position after it; a start makes
 * the sequence anew from there, so that nothing is lost and, where the worker writes offsets and records in one transaction,
 * nothing is sent twice.
 */
public final class PaymentsSourceTask extends SourceTask {

    private static final long PAUSE_MILLIS = 20;
    private static final long PAUSE_AFTER_END_MILLIS = 100;

    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Running running;

    /** For Kafka Connect, which then calls {@link #start}. */
    public PaymentsSourceTask() {}

    private record Running(
            PaymentStream stream, PaymentsEncoder encoder, PaymentsOffset origin, Pace pace, int batch) {}

    @Override
    public String version() {
        return PaymentsSourceConnector.VERSION;
    }

    @Override
    public void start(Map<String, String> properties) {
        PaymentsConfig config = new PaymentsConfig(properties);
        SimulationSettings settings = config.simulation();
        PaymentsOffset origin =
                PaymentsOffset.resume(settings, context.offsetStorageReader().offset(PaymentsOffset.PARTITION));
        stopped = new CountDownLatch(1);
        running = new Running(
                PaymentStream.from(settings, origin.position()),
                new PaymentsEncoder(config, AvroSerdes.of(properties)),
                origin,
                new Pace(config.getDouble(PaymentsConfig.PACE), System::nanoTime),
                config.getInt(PaymentsConfig.BATCH));
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        Running now = running;
        if (now == null || stopped.getCount() == 0) {
            return null;
        }
        if (!now.stream.hasNext()) {
            pause(PAUSE_AFTER_END_MILLIS);
            return null;
        }
        int payments = now.pace.take(now.batch);
        if (payments == 0) {
            pause(PAUSE_MILLIS);
            return null;
        }
        List<SourceRecord> records = new ArrayList<>(payments);
        while (payments > 0 && records.size() < now.batch && now.stream.hasNext()) {
            SimulatedRecord item = now.stream.next();
            if (item instanceof SimulatedRecord.Payment) {
                payments--;
            }
            records.add(record(now, item));
        }
        return records;
    }

    private static SourceRecord record(Running now, SimulatedRecord item) {
        return new SourceRecord(
                PaymentsOffset.PARTITION,
                now.origin.at(now.stream.position()).toMap(),
                now.encoder.topic(item),
                null,
                Schema.STRING_SCHEMA,
                item.txId(),
                Schema.BYTES_SCHEMA,
                now.encoder.value(item),
                item.at());
    }

    private void pause(long millis) throws InterruptedException {
        boolean unusedIsStopped = stopped.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        stopped.countDown();
    }
}
