package io.headrace.features.app.intake;

import io.headrace.features.app.avro.Past;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.quarantine.QuarantineRule;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** How the records of each topic read are taken. */
public final class InputReaders {

    private final PipelineDefinition definition;
    private final Topics topics;
    private final FeatureRecords records;
    private final AvroSerdes serdes;
    private final LabelIntake labels;

    public InputReaders(PipelineDefinition definition, FeatureRecords records, AvroSerdes serdes) {
        this.definition = definition;
        this.topics = new Topics(definition.pipeline());
        this.records = records;
        this.serdes = serdes;
        this.labels = LabelIntake.of(definition);
    }

    Topics topics() {
        return topics;
    }

    /** The references that features look up in, in order. */
    List<String> references() {
        return definition.features().stream()
                .filter(Feature.Lookup.class::isInstance)
                .map(feature -> ((Feature.Lookup) feature).reference())
                .distinct()
                .sorted()
                .toList();
    }

    /** @param now epoch milliseconds by the wall clock: rows may not be further ahead of it than events */
    ReferenceIntake reference(String name, LongSupplier now) {
        Reference reference = definition.reference(name);
        return new ReferenceIntake(
                reference,
                serdes.decoder(PipelineSchemas.reference(definition.pipeline(), reference)),
                new SizeLimit(topics.reference(name), TopicLimits.RAW),
                definition.events().ahead(),
                now);
    }

    /** The further streams that features are of, in order. */
    List<String> streams() {
        return definition.streams().stream().map(EventStream::name).sorted().toList();
    }

    String cleanTopic(String stream) {
        return topics.clean(definition.stream(stream));
    }

    RecordIntake<FeatureInput> stream(String name) {
        EventStream stream = definition.stream(name);
        return RecordIntake.ofEvents(
                serdes.decoder(stream.events().schema()),
                new SizeLimit(topics.clean(stream), TopicLimits.CLEAN),
                new EventFields(stream.events()),
                FeatureInput.Event::new);
    }

    String historyTopic() {
        return topics.history(records.meaning().hash());
    }

    RecordIntake<FeatureInput> history() {
        return new RecordIntake<>(
                serdes.decoder(Past.getClassSchema()),
                new SizeLimit(historyTopic(), TopicLimits.FEATURES),
                new HistoryIntake(serdes.decoder(definition.events().schema()), new EventFields(definition.events())));
    }

    RecordIntake<FeatureInput> events() {
        return RecordIntake.ofEvents(
                serdes.decoder(definition.events().schema()),
                new SizeLimit(topics.clean(), TopicLimits.CLEAN),
                new EventFields(definition.events()),
                FeatureInput.Event::new);
    }

    /** @param now epoch milliseconds by the wall clock: labels may not be further ahead of it than events */
    public RecordIntake<FeatureInput> labels(LongSupplier now) {
        return new RecordIntake<>(
                serdes.decoder(records.schemas().label()),
                new SizeLimit(topics.labels(), TopicLimits.CLEAN),
                (label, _) -> label(label, now.getAsLong()));
    }

    /** The order in which labels are taken beside events. */
    TimestampExtractor labelOrder() {
        AvroDecoder decoder = serdes.decoder(records.schemas().label());
        return new LabelOrder(bytes -> switch (decoder.decode(bytes)) {
            case Decoded.Ok(GenericRecord record) -> OptionalLong.of((Long) record.get(PipelineSchemas.LABELLED_AT));
            case Decoded.Bad _ -> OptionalLong.empty();
        });
    }

    private Intake<FeatureInput> label(GenericRecord record, long now) {
        Object id = record.get(definition.labels().joinOn());
        if (id == null) {
            return new Intake.Refused<>(
                    QuarantineRule.MISSING_ID,
                    "field " + definition.labels().joinOn() + " is null; a label needs its event's id");
        }
        Object value = record.get(definition.problem().label());
        Label label =
                value instanceof Double quantity ? new Label.Quantity(quantity) : new Label.Category(value.toString());
        GivenLabel given = new GivenLabel(id.toString(), label, (Long) record.get(PipelineSchemas.LABELLED_AT));
        return switch (labels.take(given, now)) {
            case Intake.Accepted<GivenLabel>(String event, long time, GivenLabel taken) ->
                new Intake.Accepted<>(event, time, new FeatureInput.Given(taken));
            case Intake.Refused<GivenLabel>(Refusal why) -> new Intake.Refused<>(why);
        };
    }
}
