package io.headrace.scoring.topology;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.serving.ModelSlot;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * Features to predictions: every record of the features topic becomes one prediction by the model that serves at that moment,
 * or goes to quarantine; so does one whose prediction would be larger than its topic takes. Without state; the key is passed on as it is, the timestamp is the event's time.
 */
public final class ScoringTopology {

    static final String SOURCE = "features";
    static final String SCORE = "score";
    static final String PREDICTIONS = "predictions";
    static final String QUARANTINE = "quarantine";

    private ScoringTopology() {}

    /** @param slot read at every record; a switch takes effect at the next one */
    public static Topology build(
            PipelineDefinition definition, ModelSlot slot, AvroSerdes serdes, ScoringMetrics metrics) {
        Topics topics = new Topics(definition.pipeline());
        FeatureRecords rows = new FeatureRecords(definition);
        AvroDecoder decoder = serdes.decoder(rows.schemas().features());
        PredictionWriter predictions = PredictionWriter.of(topics.predictions(), serdes);
        return new Topology()
                .addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.features())
                .addProcessor(SCORE, () -> new ScoringProcessor(decoder, rows, predictions, slot, metrics), SOURCE)
                .addSink(PREDICTIONS, topics.predictions(), new ByteArraySerializer(), new ByteArraySerializer(), SCORE)
                .addSink(QUARANTINE, topics.quarantine(), new ByteArraySerializer(), new ByteArraySerializer(), SCORE);
    }
}
