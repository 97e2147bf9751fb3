package io.headrace.ingest.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;

/**
 * Ends transactions that a killed worker left open. A new worker reads the offsets topic to its end before it does anything,
 * and an open transaction there would hold it up until the brokers time that out, a minute or more later. Kafka Connect fences
 * former tasks, too, but only after that reading.
 */
final class FormerTransactions {

    private static final long TIMEOUT_SECONDS = 30;

    private FormerTransactions() {}

    /**
     * Fences whoever wrote for these connectors before.
     *
     * @throws KafkaException when the brokers do not do it in time
     */
    static void end(ConnectSettings settings) throws InterruptedException {
        Map<String, Object> admin = Map.copyOf(settings.worker());
        try (Admin client = Admin.create(admin)) {
            client.fenceProducers(transactionalIds(settings)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("transactions of a former worker cannot be ended: " + e.getMessage(), e);
        }
    }

    private static List<String> transactionalIds(ConnectSettings settings) {
        DistributedConfig config = new DistributedConfig(settings.worker());
        List<String> ids = new ArrayList<>(List.of(config.transactionalProducerId()));
        settings.connectors().forEach((name, connector) -> {
            int tasks = Integer.parseInt(connector.getOrDefault("tasks.max", "1"));
            for (int task = 0; task < tasks; task++) {
                ids.add(Worker.taskTransactionalId(config.groupId(), name, task));
            }
        });
        return ids;
    }
}
