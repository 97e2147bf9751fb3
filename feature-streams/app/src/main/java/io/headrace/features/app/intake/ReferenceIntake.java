package io.headrace.features.app.intake;

import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.quarantine.QuarantineRule;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a reference's topic: each is a version of a row, or refused with the first of these rules that it breaks: {@code
 * too-large}, {@code missing-key}, {@code not-avro}, {@code unknown-schema}, {@code incompatible-schema}, {@code invalid-time}, {@code
 * ahead-of-time}. A record without a value says that the row is gone. Safe for use by many threads.
 */
final class ReferenceIntake {

    private final Reference reference;
    private final AvroDecoder decoder;
    private final SizeLimit limit;
    private final Duration ahead;
    private final LongSupplier now;

    /**
     * @param ahead how far a row's time may lie ahead of its arrival
     * @param now epoch milliseconds by the wall clock
     */
    ReferenceIntake(Reference reference, AvroDecoder decoder, SizeLimit limit, Duration ahead, LongSupplier now) {
        this.reference = reference;
        this.decoder = decoder;
        this.limit = limit;
        this.ahead = ahead;
        this.now = now;
    }

    /** @param timestamp the record's own, which is not the one that Kafka Streams goes by */
    Intake<FeatureInput> read(Record<byte[], byte[]> record, long timestamp) {
        Optional<Refusal> tooLarge = limit.check(record.key(), record.value(), record.headers());
        if (tooLarge.isPresent()) {
            return new Intake.Refused<>(tooLarge.get());
        }
        Optional<String> key = text(record.key()).filter(text -> !text.isEmpty());
        if (key.isEmpty()) {
            return new Intake.Refused<>(
                    QuarantineRule.MISSING_KEY,
                    "the record's key is missing, empty or no text in UTF-8; the text by which an event's "
                            + reference.key() + " names the row would be right");
        }
        byte[] value = value(record);
        if (value == null) {
            return at(timestamp, key.get(), new FeatureInput.Changed(reference.name(), Optional.empty()));
        }
        return switch (decoder.decode(value)) {
            case Decoded.Bad(String rule, String reason) -> new Intake.Refused<>(rule, reason);
            case Decoded.Ok(GenericRecord row) ->
                at(time(row, timestamp), key.get(), new FeatureInput.Changed(reference.name(), Optional.of(value)));
        };
    }

    /** Since when a record's row is so; empty where its value cannot be read. */
    OptionalLong time(byte @Nullable [] value, long timestamp) {
        if (value == null || reference.time().isEmpty()) {
            return OptionalLong.of(timestamp);
        }
        return decoder.decode(value) instanceof Decoded.Ok(GenericRecord row)
                ? OptionalLong.of(time(row, timestamp))
                : OptionalLong.empty();
    }

    private long time(GenericRecord row, long timestamp) {
        return reference.time().map(field -> (Long) row.get(field)).orElse(timestamp);
    }

    private Intake<FeatureInput> at(long time, String key, FeatureInput.Changed row) {
        if (time < 0) {
            return new Intake.Refused<>(
                    QuarantineRule.INVALID_TIME,
                    "the row is so since " + time + " ms since 1970; a time from 1970 on would be right");
        }
        long arrived = now.getAsLong();
        if (time - arrived > ahead.toMillis()) {
            return new Intake.Refused<>(
                    QuarantineRule.AHEAD_OF_TIME,
                    "the row is so since %d ms since 1970, further ahead of its arrival, %d, than events.ahead allows, %s"
                            .formatted(time, arrived, ahead));
        }
        return new Intake.Accepted<>(key, time, row);
    }

    /** Kafka's own types have no place for "may be null", but a value may be. */
    private static byte @Nullable [] value(Record<byte[], byte[]> record) {
        return record.value();
    }

    private static Optional<String> text(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
