package io.headrace.monitor.topology;

import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads records of the three topics. Immutable; safe for use by many threads. */
final class IncomingReader {

    private final Topics topics;
    private final FeatureRecords records;
    private final AvroDecoder rows;
    private final AvroDecoder predictions;
    private final AvroDecoder examples;

    IncomingReader(PipelineDefinition definition, AvroSerdes serdes) {
        topics = new Topics(definition.pipeline());
        records = new FeatureRecords(definition);
        rows = serdes.decoder(records.schemas().features());
        predictions = serdes.decoder(Prediction.getClassSchema());
        examples = serdes.decoder(records.schemas().example());
    }

    /** Reads a record's value, by the topic it came from. */
    Result read(String topic, byte @Nullable [] bytes) {
        AvroDecoder decoder =
                topic.equals(topics.features()) ? rows : topic.equals(topics.predictions()) ? predictions : examples;
        if (bytes == null) {
            return new Bad(new Decoded.Bad(Decoded.NOT_AVRO, "the record has no value"));
        }
        return switch (decoder.decode(bytes)) {
            case Decoded.Bad bad -> new Bad(bad);
            case Decoded.Ok(GenericRecord record) -> new Good(incoming(topic, record, bytes));
        };
    }

    /** Bytes that were read before. */
    Incoming.Row row(byte[] bytes) {
        return new Incoming.Row(records.toRow(known(rows, bytes)), bytes);
    }

    /** Bytes that were read before. */
    Incoming.Predicted prediction(byte[] bytes) {
        return new Incoming.Predicted(PredictionView.of(known(predictions, bytes)), bytes);
    }

    /** Bytes that were read before. */
    Incoming.Labelled example(byte[] bytes) {
        return new Incoming.Labelled(records.toExample(known(examples, bytes)), bytes);
    }

    private Incoming incoming(String topic, GenericRecord record, byte[] bytes) {
        if (topic.equals(topics.features())) {
            return new Incoming.Row(records.toRow(record), bytes);
        }
        return topic.equals(topics.predictions())
                ? new Incoming.Predicted(PredictionView.of(record), bytes)
                : new Incoming.Labelled(records.toExample(record), bytes);
    }

    private static GenericRecord known(AvroDecoder decoder, byte[] bytes) {
        return switch (decoder.decode(bytes)) {
            case Decoded.Ok(GenericRecord record) -> record;
            case Decoded.Bad(String rule, String reason) ->
                throw new IllegalStateException(
                        "bytes in a state store cannot be read any more: " + rule + ", " + reason);
        };
    }

    /** What came of reading. */
    sealed interface Result {}

    /** A good record. */
    record Good(Incoming incoming) implements Result {}

    /** A record for the quarantine. */
    record Bad(Decoded.Bad why) implements Result {}
}
