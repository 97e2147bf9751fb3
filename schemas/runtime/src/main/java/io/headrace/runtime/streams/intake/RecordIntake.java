package io.headrace.runtime.streams.intake;

import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.quarantine.QuarantineRule;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one topic whose key is the id of an event as text: each is taken, or refused with the first of these
 * rules that it breaks: {@code too-large}, {@code not-avro}, {@code unknown-schema}, {@code incompatible-schema}, what its form
 * says, {@code missing-id}, {@code invalid-time}, {@code key-mismatch}. Whatever its bytes, nothing is thrown but that the
 * schema registry is away. Safe for use by many threads.
 */
public final class RecordIntake<T> {

    private final AvroDecoder decoder;
    private final SizeLimit limit;
    private final RecordForm<T> form;

    /** @param limit of what follows from a record at least: a larger one is not even decoded */
    public RecordIntake(AvroDecoder decoder, SizeLimit limit, RecordForm<T> form) {
        this.decoder = decoder;
        this.limit = limit;
        this.form = form;
    }

    /**
     * The intake of events.
     *
     * @param as what becomes of an event and the bytes it was decoded from
     */
    public static <T> RecordIntake<T> ofEvents(
            AvroDecoder decoder, SizeLimit limit, EventFields fields, BiFunction<GenericRecord, byte[], T> as) {
        return new RecordIntake<>(decoder, limit, (event, bytes) -> {
            Optional<String> id = fields.id(event);
            if (id.isEmpty()) {
                return new Intake.Refused<>(
                        QuarantineRule.MISSING_ID, "the event's id, field " + fields.idField() + ", is missing");
            }
            OptionalLong time = fields.time(event);
            if (time.isEmpty()) {
                return new Intake.Refused<>(
                        QuarantineRule.MISSING_TIME, "the event's time, field " + fields.timeField() + ", is missing");
            }
            return new Intake.Accepted<>(id.get(), time.getAsLong(), as.apply(event, bytes));
        });
    }

    /**
     * The intake of what an app made of an event, and names it in {@code eventId} and {@code eventTime}: rows, examples,
     * predictions.
     *
     * @param as what becomes of a record and the bytes it was decoded from
     */
    public static <T> RecordIntake<T> ofMade(
            AvroDecoder decoder, SizeLimit limit, BiFunction<GenericRecord, byte[], T> as) {
        return new RecordIntake<>(decoder, limit, (record, bytes) -> made(record, as.apply(record, bytes)));
    }

    /**
     * The intake of rows or examples of what the definition means; those of another meaning are refused, rule {@code
     * other-meaning}.
     *
     * @param records whose meaning is asked for
     */
    public static <T> RecordIntake<T> ofMeaning(
            AvroDecoder decoder, SizeLimit limit, FeatureRecords records, Function<GenericRecord, T> as) {
        return new RecordIntake<>(
                decoder,
                limit,
                (record, _) -> records.isOfThisMeaning(record)
                        ? made(record, as.apply(record))
                        : new Intake.Refused<>(otherMeaning(FeatureRecords.statedMeaning(record), records)));
    }

    private static <T> Intake<T> made(GenericRecord record, T value) {
        return new Intake.Accepted<>(record.get("eventId").toString(), (Long) record.get("eventTime"), value);
    }

    private static Refusal otherMeaning(String stated, FeatureRecords records) {
        return new Refusal(
                QuarantineRule.OTHER_MEANING,
                "it " + (stated.isEmpty() ? "does not state its meaning" : "is of the meaning " + stated) + "; "
                        + records.meaning().hash() + ", that of the definition, would be right");
    }

    /**
     * Reads a record.
     *
     * @throws io.headrace.schemas.registry.SchemaRegistryUnavailable when the schema must be asked for and the registry does
     *     not answer: not the record's fault, so try it again later
     */
    public Intake<T> read(Record<byte[], byte[]> record) {
        return read(record.key(), record.value(), record.headers());
    }

    /** Reads a record as a consumer has it; throws as for a record of a stream. */
    public Intake<T> read(ConsumerRecord<byte[], byte[]> record) {
        return read(record.key(), record.value(), record.headers());
    }

    /** Kafka's own types have no place for "may be null", but key and value may be. */
    private Intake<T> read(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        Optional<Refusal> tooLarge = limit.check(key, value, headers);
        if (tooLarge.isPresent()) {
            return new Intake.Refused<>(tooLarge.get());
        }
        if (value == null) {
            return new Intake.Refused<>(
                    QuarantineRule.NOT_AVRO, "the record has no value; Avro with a schema id would be right");
        }
        return switch (decoder.decode(value)) {
            case Decoded.Bad(String rule, String reason) -> new Intake.Refused<>(rule, reason);
            case Decoded.Ok(GenericRecord found) ->
                switch (form.take(found, value)) {
                    case Intake.Accepted<T> accepted -> checked(key, accepted);
                    case Intake.Refused<T> refused -> refused;
                };
        };
    }

    private static <T> Intake<T> checked(byte @Nullable [] key, Intake.Accepted<T> found) {
        if (found.id().isEmpty()) {
            return new Intake.Refused<>(
                    QuarantineRule.MISSING_ID, "its id is empty; the id of its event would be right");
        }
        if (found.time() < 0) {
            return new Intake.Refused<>(
                    QuarantineRule.INVALID_TIME,
                    "its time is " + found.time() + " ms since 1970; a time from 1970 on would be right");
        }
        if (!Arrays.equals(key, found.id().getBytes(StandardCharsets.UTF_8))) {
            return new Intake.Refused<>(
                    QuarantineRule.KEY_MISMATCH,
                    "the record's key is "
                            + (key == null ? "missing" : Refusal.cited(new String(key, StandardCharsets.UTF_8)))
                            + "; the event's id " + Refusal.cited(found.id()) + " in UTF-8 would be right");
        }
        return found;
    }
}
