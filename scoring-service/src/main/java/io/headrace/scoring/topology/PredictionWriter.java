package io.headrace.scoring.topology;

import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Predictions as bytes, which can be measured before they are sent.
 *
 * @param limit of the topic they go to
 */
record PredictionWriter(SizeLimit limit, Serializer<Prediction> serializer) {

    static PredictionWriter of(String topic, AvroSerdes serdes) {
        return new PredictionWriter(
                new SizeLimit(topic, TopicLimits.PREDICTIONS),
                serdes.specific(Prediction.class).serializer());
    }

    byte[] bytes(Prediction prediction) {
        return serializer.serialize(limit.topic(), prediction);
    }
}
