package io.headrace.monitor.join;

import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordForm;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads records of the three topics: of each only the fields that the join needs. So a row's features, which another
 * definition may have written, are not looked at here. Immutable; safe for use by many threads.
 */
public final class InputReader {

    private static final String ID = "eventId";
    private static final String TIME = "eventTime";

    private final Topics topics;
    private final RecordIntake<JoinInput> rows;
    private final RecordIntake<JoinInput> predictions;
    private final RecordIntake<JoinInput> examples;

    public InputReader(PipelineDefinition definition, AvroSerdes serdes) {
        PipelineSchemas schemas = PipelineSchemas.of(definition);
        topics = new Topics(definition.pipeline());
        rows = new RecordIntake<>(
                serdes.decoder(only(schemas.features(), Set.of(ID, TIME))),
                new SizeLimit(topics.features(), TopicLimits.FEATURES),
                form(JoinInput.Row::of));
        predictions = new RecordIntake<>(
                serdes.decoder(only(Prediction.getClassSchema(), predictionFields(definition))),
                new SizeLimit(topics.predictions(), TopicLimits.PREDICTIONS),
                form((prediction, _) -> JoinInput.Predicted.of(prediction)));
        examples = new RecordIntake<>(
                serdes.decoder(only(schemas.example(), Set.of(ID, TIME, "label", "labelTime"))),
                new SizeLimit(topics.examples(), TopicLimits.EXAMPLES),
                form((example, _) -> JoinInput.Labelled.of(example)));
    }

    /** Reads a record, by the topic it came from. */
    Intake<JoinInput> read(String topic, Record<byte[], byte[]> record) {
        if (topic.equals(topics.features())) {
            return rows.read(record);
        }
        return topic.equals(topics.predictions()) ? predictions.read(record) : examples.read(record);
    }

    /** Where a problem has two classes, or none, the score says all that the probabilities do. */
    private static Set<String> predictionFields(PipelineDefinition definition) {
        return definition.problem().kind() == ProblemKind.MULTICLASS
                ? Set.of(ID, TIME, "model", "score", "probabilities")
                : Set.of(ID, TIME, "model", "score");
    }

    private static RecordForm<JoinInput> form(BiFunction<GenericRecord, byte[], JoinInput> input) {
        return (record, bytes) ->
                new Intake.Accepted<>(record.get(ID).toString(), (Long) record.get(TIME), input.apply(record, bytes));
    }

    /** A reader's schema with some of a record's fields: Avro skips the others. */
    private static Schema only(Schema record, Set<String> names) {
        List<Schema.Field> fields = record.getFields().stream()
                .filter(field -> names.contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(record.getName(), record.getDoc(), record.getNamespace(), false, fields);
    }
}
