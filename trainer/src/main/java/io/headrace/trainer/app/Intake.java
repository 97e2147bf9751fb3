package io.headrace.trainer.app;

import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import io.headrace.trainer.window.Located;
import io.headrace.trainer.window.Request;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records as examples and requests. What can't be read is counted and named in the log; it stays on its topic. So do examples
 * whose features or label mean something else than the definition's, which never meet those of this meaning in one window.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final FeatureRecords records;
    private final AvroDecoder examples;
    private final Deserializer<RetrainRequest> requests;
    private final TrainerMetrics metrics;
    private final Topics topics;
    private final Set<String> otherMeanings = new HashSet<>();

    Intake(Topics topics, FeatureRecords records, AvroSerdes serdes, TrainerMetrics metrics) {
        this.topics = topics;
        this.records = records;
        this.examples = serdes.decoder(records.schemas().example());
        this.requests = serdes.specific(RetrainRequest.class).deserializer();
        this.metrics = metrics;
    }

    boolean isExample(ConsumerRecord<String, byte[]> record) {
        return record.topic().equals(topics.examples());
    }

    Optional<Located> example(ConsumerRecord<String, byte[]> record) {
        return switch (examples.decode(record.value())) {
            case Decoded.Ok ok
            when !records.isOfThisMeaning(ok.record()) -> {
                leaveOut(record, FeatureRecords.statedMeaning(ok.record()));
                yield Optional.empty();
            }
            case Decoded.Ok ok -> {
                metrics.example();
                yield Optional.of(new Located(records.toExample(ok.record()), record.partition(), record.offset()));
            }
            case Decoded.Bad(String rule, String reason) -> {
                skip(record, rule + ": " + reason);
                yield Optional.empty();
            }
        };
    }

    /** There may be thousands: each meaning is named once. */
    private void leaveOut(ConsumerRecord<String, byte[]> record, String stated) {
        metrics.otherMeaning();
        if (otherMeanings.add(stated)) {
            LOG.info(
                    "{}-{}@{} and all other examples of {} are left out; the definition means {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    stated.isEmpty() ? "an unstated meaning" : "the meaning " + stated,
                    records.meaning().hash());
        }
    }

    /** A request for this pipeline. */
    Optional<Request> request(ConsumerRecord<String, byte[]> record) {
        try {
            RetrainRequest request = requests.deserialize(record.topic(), record.value());
            if (request == null
                    || !request.getPipeline().equals(topics.pipeline().value())) {
                skip(record, "no request for " + topics.pipeline());
                return Optional.empty();
            }
            Instant since = request.getChangeSince();
            return Optional.of(new Request(
                    request.getId(),
                    since == null ? OptionalLong.empty() : OptionalLong.of(since.toEpochMilli()),
                    Optional.ofNullable(request.getModel()),
                    request.getReason(),
                    record.offset()));
        } catch (SerializationException e) {
            skip(record, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void skip(ConsumerRecord<String, byte[]> record, String why) {
        metrics.unusable();
        LOG.warn("Skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), why);
    }
}
