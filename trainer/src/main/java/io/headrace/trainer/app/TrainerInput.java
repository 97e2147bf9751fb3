package io.headrace.trainer.app;

import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.quarantine.QuarantineRule;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
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
final class TrainerInput {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerInput.class);

    private final RecordIntake<Example> examples;
    private final Deserializer<RetrainRequest> requests;
    private final TrainerMetrics metrics;
    private final Topics topics;
    private final Set<String> otherMeanings = new HashSet<>();

    TrainerInput(Topics topics, FeatureRecords records, AvroSerdes serdes, TrainerMetrics metrics) {
        this.topics = topics;
        this.examples = RecordIntake.ofMeaning(
                serdes.decoder(records.schemas().example()),
                new SizeLimit(topics.examples(), TopicLimits.EXAMPLES),
                records,
                records::toExample);
        this.requests = serdes.specific(RetrainRequest.class).deserializer();
        this.metrics = metrics;
    }

    boolean isExample(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(topics.examples());
    }

    Optional<Located> example(ConsumerRecord<byte[], byte[]> record) {
        return switch (examples.read(record)) {
            case Intake.Accepted<Example> example -> {
                metrics.example();
                yield Optional.of(new Located(example.value(), record.partition(), record.offset()));
            }
            case Intake.Refused<Example>(Refusal(String rule, String reason))
            when rule.equals(QuarantineRule.OTHER_MEANING) -> {
                leaveOut(record, reason);
                yield Optional.empty();
            }
            case Intake.Refused<Example>(Refusal(String rule, String reason)) -> {
                skip(record, rule + ": " + reason);
                yield Optional.empty();
            }
        };
    }

    /** There may be thousands: each meaning is named once. */
    private void leaveOut(ConsumerRecord<byte[], byte[]> record, String why) {
        metrics.otherMeaning();
        if (otherMeanings.add(why)) {
            LOG.info(
                    "{}-{}@{} and all others alike are left out: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    why);
        }
    }

    /** A request for this pipeline. */
    Optional<Request> request(ConsumerRecord<byte[], byte[]> record) {
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

    private void skip(ConsumerRecord<byte[], byte[]> record, String why) {
        metrics.unusable();
        LOG.warn("Skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), why);
    }
}
