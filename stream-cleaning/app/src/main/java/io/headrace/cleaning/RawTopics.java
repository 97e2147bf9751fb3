package io.headrace.cleaning;

import io.headrace.cleaning.topology.ArrivalTime;
import io.headrace.runtime.settings.KafkaSettings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/** What the cluster says about raw topics, which may have been made by others. */
@Singleton
public final class RawTopics {

    private final KafkaSettings kafka;

    RawTopics(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * Asks how it is known when a record came.
     *
     * @param topic one of them
     * @throws KafkaException when the cluster refuses or does not answer
     */
    public ArrivalTime arrival(String topic) {
        ConfigResource raw = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(kafka.admin())) {
            boolean stamped = admin.describeConfigs(List.of(raw)).all().get().values().stream()
                    .map(config -> config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                    .anyMatch(type -> TimestampType.LOG_APPEND_TIME.name.equals(type.value()));
            return stamped ? ArrivalTime.STAMPED : ArrivalTime.READ;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking about " + topic, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
