package io.headrace.features.app.intake;

import io.headrace.features.app.avro.Past;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordForm;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.quarantine.QuarantineRule;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/** Takes the records of a history topic, which are {@link Past}. Safe for use by many threads. */
final class HistoryIntake implements RecordForm<FeatureInput> {

    private final AvroDecoder events;
    private final EventFields fields;

    /** @param events reads clean events */
    HistoryIntake(AvroDecoder events, EventFields fields) {
        this.events = events;
        this.fields = fields;
    }

    @Override
    public Intake<FeatureInput> take(GenericRecord past, byte[] bytes) {
        GenericRecord what = (GenericRecord) past.get("what");
        return what.hasField("event") ? event((ByteBuffer) what.get("event")) : label(what);
    }

    private Intake<FeatureInput> event(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return switch (events.decode(bytes)) {
            case Decoded.Bad(String rule, String reason) -> new Intake.Refused<>(rule, reason);
            case Decoded.Ok(GenericRecord event) -> {
                Optional<String> id = fields.id(event);
                OptionalLong time = fields.time(event);
                yield id.isEmpty() || time.isEmpty()
                        ? new Intake.Refused<>(
                                QuarantineRule.MISSING_ID,
                                "the event lacks its id, field " + fields.idField() + ", or its time, field "
                                        + fields.timeField())
                        : new Intake.Accepted<>(id.get(), time.getAsLong(), new FeatureInput.PastEvent(event));
            }
        };
    }

    private static Intake<FeatureInput> label(GenericRecord label) {
        String id = label.get("eventId").toString();
        long eventTime = (Long) label.get("eventTime");
        LearnedLabel learned =
                new LearnedLabel(id, eventTime, (Long) label.get("knownAt"), (Double) label.get("label"), false);
        Map<String, String> entities = ((Map<?, ?>) label.get("entities"))
                .entrySet().stream()
                        .collect(Collectors.toMap(
                                entity -> entity.getKey().toString(),
                                entity -> entity.getValue().toString()));
        return new Intake.Accepted<>(id, eventTime, new FeatureInput.PastLabel(learned, entities));
    }
}
