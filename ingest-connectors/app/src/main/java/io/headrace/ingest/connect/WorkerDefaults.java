package io.headrace.ingest.connect;

import io.headrace.runtime.settings.KafkaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a worker is set to where nothing else is written under {@code headrace.connect.}. */
final class WorkerDefaults {

    private WorkerDefaults() {}

    /**
     * @param pipeline names the worker's group and its three topics
     * @param replication of those topics
     * @param kafka how to reach the brokers; the worker wants that once more for each of its clients
     */
    static Map<String, String> of(String pipeline, short replication, KafkaSettings kafka) {
        String group = "headrace-" + pipeline + "-connect";
        Map<String, String> settings = new HashMap<>();
        kafka.properties().forEach((name, value) -> {
            settings.put(name, value);
            List.of("producer.", "consumer.", "admin.").forEach(client -> settings.put(client + name, value));
        });
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("group.id", group);
        for (String role : List.of("offset", "config", "status")) {
            settings.put(role + ".storage.topic", group + "-" + role + "s");
            settings.put(role + ".storage.replication.factor", Short.toString(replication));
        }
        settings.put("offset.storage.partitions", "1");
        settings.put("status.storage.partitions", "1");
        settings.put("exactly.once.source.support", "enabled");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        // Looking through every class on the class path takes seconds; connectors name themselves in META-INF/services.
        settings.put("plugin.discovery", "service_load");
        // After a kill the group waits for the dead worker for this long: the least that brokers allow.
        settings.put("session.timeout.ms", "6000");
        settings.put("heartbeat.interval.ms", "1500");
        settings.put("scheduled.rebalance.max.delay.ms", "0");
        settings.put("task.shutdown.graceful.timeout.ms", "3000");
        return settings;
    }
}
