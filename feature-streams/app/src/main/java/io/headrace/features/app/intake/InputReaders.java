package io.headrace.features.app.intake;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Problem;
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
import java.time.Duration;
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

    public InputReaders(PipelineDefinition definition, FeatureRecords records, AvroSerdes serdes) {
        this.definition = definition;
        this.topics = new Topics(definition.pipeline());
        this.records = records;
        this.serdes = serdes;
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
        long labelledAt = (Long) record.get(PipelineSchemas.LABELLED_AT);
        Duration ahead = definition.events().ahead();
        if (labelledAt > 0 && labelledAt - now > ahead.toMillis()) {
            return new Intake.Refused<>(
                    QuarantineRule.AHEAD_OF_TIME,
                    "it became known at %d ms since 1970, further ahead of its arrival, %d, than events.ahead allows, %s"
                            .formatted(labelledAt, now, ahead));
        }
        Problem problem = definition.problem();
        Object value = record.get(problem.label());
        if (value instanceof Double quantity) {
            return Double.isFinite(quantity)
                    ? accepted(id, labelledAt, new Label.Quantity(quantity))
                    : new Intake.Refused<>(
                            "invalid-label", problem.label() + " is " + quantity + "; a finite number would be right");
        }
        String name = value.toString();
        return problem.classes().isEmpty() || problem.classes().contains(name)
                ? accepted(id, labelledAt, new Label.Category(name))
                : new Intake.Refused<>(
                        "unknown-class",
                        problem.label() + " is not one of the classes; one of " + problem.classes()
                                + " would be right");
    }

    private static Intake<FeatureInput> accepted(Object id, long labelledAt, Label label) {
        return new Intake.Accepted<>(
                id.toString(), labelledAt, new FeatureInput.Given(new GivenLabel(id.toString(), label, labelledAt)));
    }
}
