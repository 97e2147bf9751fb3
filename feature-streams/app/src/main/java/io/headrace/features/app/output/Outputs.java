package io.headrace.features.app.topology;

import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** Writes rows and examples. */
record Outputs(FeatureRecords records, AvroSerdes serdes, Topics topics) {

    void rows(KStream<String, GenericRecord> rows) {
        rows.to(
                topics.features(),
                as("feature-rows", serdes.generic(records.schemas().features())));
    }

    /** Rows as they are stored. */
    void rowBytes(KStream<String, byte[]> rows) {
        rows.to(topics.features(), as("feature-rows", Serdes.ByteArray()));
    }

    void examples(KStream<String, Example> examples) {
        examples.mapValues(records::toRecord, Named.as("make-example"))
                .to(
                        topics.examples(),
                        as("examples", serdes.generic(records.schemas().example())));
    }

    private static <T> Produced<String, T> as(String name, Serde<T> values) {
        return Produced.<String, T>as(name).withKeySerde(Serdes.String()).withValueSerde(values);
    }
}
