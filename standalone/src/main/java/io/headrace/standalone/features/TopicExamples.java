package io.headrace.standalone.features;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.standalone.topic.Reading;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of an examples topic; those of another meaning than the definition's cannot be used. */
public final class TopicExamples {

    private final FeatureRecords records;
    private final AvroDecoder decoder;

    public TopicExamples(PipelineDefinition definition, AvroSerdes serdes) {
        this.records = new FeatureRecords(definition);
        this.decoder = serdes.decoder(records.schemas().example());
    }

    /** Reads one; a function for {@link io.headrace.standalone.topic.NewestRecords}. */
    public Reading<Example> read(ConsumerRecord<String, byte[]> record) {
        return switch (decoder.decode(record.value())) {
            case Decoded.Bad(String _, String reason) -> unusable(record, reason);
            case Decoded.Ok(GenericRecord example) ->
                records.isOfThisMeaning(example)
                        ? new Reading.Good<>(records.toExample(example))
                        : unusable(record, "its features mean something else than those of the definition");
        };
    }

    private static Reading<Example> unusable(ConsumerRecord<String, byte[]> record, String reason) {
        return new Reading.Unreadable<>(record.topic(), record.partition(), record.offset(), reason);
    }
}
