package io.headrace.scoring.loading;

import io.headrace.schemas.alert.AlertHeaders;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.Severity;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes refusals to the alerts topic. For one thread. */
final class RefusalAlerts {

    private final PipelineName pipeline;
    private final Map<String, Object> kafka;
    private final AvroSerdes serdes;
    private final Clock clock;

    /** @param kafka a producer's settings */
    RefusalAlerts(PipelineName pipeline, Map<String, Object> kafka, AvroSerdes serdes, Clock clock) {
        this.pipeline = pipeline;
        this.kafka = kafka;
        this.serdes = serdes;
        this.clock = clock;
    }

    /**
     * Sends one and waits for the acknowledgement. A producer lives for one alert: refusals are rare.
     *
     * @throws ModelSource.NotNow if it could not be written
     */
    void raise(Refusal refusal) throws ModelSource.NotNow {
        try (Producer<String, Alert> producer = producer()) {
            producer.send(record(refusal)).get();
        } catch (ExecutionException | KafkaException | SchemaRegistryUnavailable problem) {
            throw new ModelSource.NotNow(
                    "the alert about " + refusal.model() + " could not be written: " + problem.getMessage(), problem);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ModelSource.NotNow("interrupted while the alert about " + refusal.model() + " was written");
        }
    }

    private ProducerRecord<String, Alert> record(Refusal refusal) {
        Alert alert = alert(refusal);
        String model = refusal.model().toString();
        return new ProducerRecord<>(
                new Topics(pipeline).alerts(),
                null,
                Math.max(0, refusal.windowEnd().toEpochMilli()),
                pipeline.value(),
                alert,
                AlertHeaders.of(alert, "scoring", model + "/refused", model, clock.instant()));
    }

    private static Alert alert(Refusal refusal) {
        return new Alert(
                refusal.model().pipeline().value(),
                AlertKind.MODEL_REFUSED,
                Severity.CRITICAL,
                refusal.sentence() + ". It does not serve; " + refusal.serving() + " serves on.",
                refusal.model().toString(),
                List.of(),
                refusal.windowEnd(),
                Map.of());
    }

    private Producer<String, Alert> producer() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "headrace-scoring-alerts");
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return new KafkaProducer<>(
                config, new StringSerializer(), serdes.specific(Alert.class).serializer());
    }
}
