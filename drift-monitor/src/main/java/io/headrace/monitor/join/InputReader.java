package io.headrace.monitor.join;

import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the three topics: of each only the fields that the join needs. So a row's features, which another
 * definition may have written, are not looked at here. Immutable; safe for use by many threads.
 */
public final class InputReader {

    private final Topics topics;
    private final AvroDecoder rows;
    private final AvroDecoder predictions;
    private final AvroDecoder examples;

    public InputReader(PipelineDefinition definition, AvroSerdes serdes) {
        PipelineSchemas schemas = PipelineSchemas.of(definition);
        topics = new Topics(definition.pipeline());
        rows = serdes.decoder(only(schemas.features(), Set.of("eventId", "eventTime")));
        predictions = serdes.decoder(
                only(Prediction.getClassSchema(), Set.of("eventId", "eventTime", "model", "score", "probabilities")));
        examples = serdes.decoder(
                only(schemas.example(), Set.of("eventId", "eventTime", "label", "labelTime", "labelSource")));
    }

    /** Reads a record's value, by the topic it came from. */
    Result read(String topic, byte @Nullable [] bytes) {
        AvroDecoder decoder =
                topic.equals(topics.features()) ? rows : topic.equals(topics.predictions()) ? predictions : examples;
        return switch (decoder.decode(bytes)) {
            case Decoded.Bad bad -> new Bad(bad);
            case Decoded.Ok(GenericRecord record) -> new Good(input(topic, record, bytes));
        };
    }

    private JoinInput input(String topic, GenericRecord record, byte @Nullable [] bytes) {
        if (topic.equals(topics.features())) {
            return JoinInput.Row.of(record, bytes == null ? new byte[0] : bytes);
        }
        return topic.equals(topics.predictions()) ? JoinInput.Predicted.of(record) : JoinInput.Labelled.of(record);
    }

    /** A reader's schema with some of a record's fields: Avro skips the others. */
    private static Schema only(Schema record, Set<String> names) {
        List<Schema.Field> fields = record.getFields().stream()
                .filter(field -> names.contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(record.getName(), record.getDoc(), record.getNamespace(), false, fields);
    }

    /** What came of reading. */
    sealed interface Result {}

    /** A good record. */
    record Good(JoinInput input) implements Result {}

    /** A record for the quarantine. */
    record Bad(Decoded.Bad why) implements Result {}
}
