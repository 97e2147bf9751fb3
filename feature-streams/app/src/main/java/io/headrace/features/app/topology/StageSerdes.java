package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.serde.AvroSerdes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What travels between tasks, as Avro. To a stage: {@code {event, answers: {<stateful feature>: null or double}}}, and
 * as far as a stage still learns {@code {input: that or
 * {keys, eventId, eventTime, knownAt, label, bySilence}}}. To the label join: {@code {eventId,
 * labelledAt, label}}. Answers go by name, so that those under way survive a new definition.
 */
final class StageSerdes {

    private final AvroSerdes serdes;
    private final FeatureProgram program;
    private final Schema travelling;
    private final Schema answers;
    private final Schema learned;
    private final Schema given;

    StageSerdes(AvroSerdes serdes, FeatureProgram program, PipelineDefinition definition) {
        this.serdes = serdes;
        this.program = program;
        String namespace = "io.headrace." + definition.pipeline().value().replace('-', '_') + ".stages";
        Schema time = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        answers = answers(namespace, program.stateful());
        travelling = SchemaBuilder.record("Travelling")
                .namespace(namespace)
                .fields()
                .name("event")
                .type(definition.events().schema())
                .noDefault()
                .name("answers")
                .type(answers)
                .noDefault()
                .endRecord();
        learned = SchemaBuilder.record("Learned")
                .namespace(namespace)
                .fields()
                .name("keys")
                .type(Schema.createMap(Schema.create(Schema.Type.STRING)))
                .noDefault()
                .requiredString("eventId")
                .name("eventTime")
                .type(time)
                .noDefault()
                .name("knownAt")
                .type(time)
                .noDefault()
                .requiredDouble("label")
                .requiredBoolean("bySilence")
                .endRecord();
        given = SchemaBuilder.record("Given")
                .namespace(namespace)
                .fields()
                .requiredString("eventId")
                .name("labelledAt")
                .type(time)
                .noDefault()
                .name("label")
                .type(Schema.createUnion(Schema.create(Schema.Type.STRING), Schema.create(Schema.Type.DOUBLE)))
                .noDefault()
                .endRecord();
    }

    /** Of events alone. */
    Serde<StageInput> events() {
        Serde<GenericRecord> records = serdes.generic(travelling);
        return Serdes.serdeFrom(
                (topic, input) -> records.serializer().serialize(topic, write(input)),
                (topic, bytes) -> read(records.deserializer().deserialize(topic, bytes)));
    }

    /** Of events and their labels. */
    Serde<StageInput> eventsAndLabels() {
        Schema either = SchemaBuilder.record("StageInput")
                .namespace(travelling.getNamespace())
                .fields()
                .name("input")
                .type(Schema.createUnion(travelling, learned))
                .noDefault()
                .endRecord();
        Serde<GenericRecord> records = serdes.generic(either);
        return Serdes.serdeFrom(
                (topic, input) -> {
                    GenericRecord record = new GenericData.Record(either);
                    record.put("input", write(input));
                    return records.serializer().serialize(topic, record);
                },
                (topic, bytes) -> {
                    GenericRecord record = (GenericRecord)
                            records.deserializer().deserialize(topic, bytes).get("input");
                    return record.getSchema().getName().equals(learned.getName()) ? readLearned(record) : read(record);
                });
    }

    Serde<GivenLabel> labels() {
        Serde<GenericRecord> records = serdes.generic(given);
        return Serdes.serdeFrom(
                (topic, label) -> records.serializer().serialize(topic, write(label)),
                (topic, bytes) -> readGiven(records.deserializer().deserialize(topic, bytes)));
    }

    private GenericRecord write(StageInput input) {
        return switch (input) {
            case StageInput.Travelling event -> write(event);
            case StageInput.Learned label -> write(label);
        };
    }

    private GenericRecord write(StageInput.Travelling input) {
        GenericRecord values = new GenericData.Record(answers);
        for (int i = 0; i < input.answers().length; i++) {
            double answer = input.answers()[i];
            if (!Double.isNaN(answer)) {
                values.put(i, answer);
            }
        }
        GenericRecord record = new GenericData.Record(travelling);
        record.put("event", input.event());
        record.put("answers", values);
        return record;
    }

    private StageInput read(GenericRecord record) {
        GenericRecord values = (GenericRecord) record.get("answers");
        double[] numbers = program.blank();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i) instanceof Double answer ? answer : Double.NaN;
        }
        return new StageInput.Travelling((GenericRecord) record.get("event"), numbers);
    }

    private GenericRecord write(StageInput.Learned input) {
        GenericRecord record = new GenericData.Record(learned);
        record.put("keys", input.keys());
        record.put("eventId", input.label().eventId());
        record.put("eventTime", input.label().eventTime());
        record.put("knownAt", input.label().knownAt());
        record.put("label", input.label().label());
        record.put("bySilence", input.label().bySilence());
        return record;
    }

    private static StageInput readLearned(GenericRecord record) {
        Map<String, String> keys = new HashMap<>();
        ((Map<?, ?>) record.get("keys")).forEach((name, value) -> keys.put(name.toString(), value.toString()));
        return new StageInput.Learned(
                keys,
                new LearnedLabel(
                        record.get("eventId").toString(),
                        (Long) record.get("eventTime"),
                        (Long) record.get("knownAt"),
                        (Double) record.get("label"),
                        (Boolean) record.get("bySilence")));
    }

    private GenericRecord write(GivenLabel label) {
        GenericRecord record = new GenericData.Record(given);
        record.put("eventId", label.eventId());
        record.put("labelledAt", label.labelledAt());
        record.put(
                "label",
                switch (label.label()) {
                    case Label.Category(String name) -> name;
                    case Label.Quantity(double value) -> value;
                });
        return record;
    }

    private static GivenLabel readGiven(GenericRecord record) {
        Object value = record.get("label");
        return new GivenLabel(
                record.get("eventId").toString(),
                value instanceof Double quantity ? new Label.Quantity(quantity) : new Label.Category(value.toString()),
                (Long) record.get("labelledAt"));
    }

    private static Schema answers(String namespace, List<String> features) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Answers").namespace(namespace).fields();
        features.forEach(fields::optionalDouble);
        return fields.endRecord();
    }
}
