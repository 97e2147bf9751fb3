package io.headrace.scoring.topology;

import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.serving.ModelSlot;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Features to predictions: every record of the features topic becomes one prediction by the model that serves at that moment,
 * or goes to quarantine; so does one whose prediction would be larger than its topic takes. Without state; the key is passed on
 * as it is, the timestamp is the event's time.
 */
public final class ScoringTopology {

    /** The processor that scores; it sends to {@link QuarantineSink#NAME}. */
    public static final String SCORE = "score";

    static final String SOURCE = "features";
    static final String PREDICTIONS = "predictions";

    private final Topics topics;
    private final FeatureRecords rows;
    private final AvroSerdes serdes;
    private final RowScorer.Means means;

    /**
     * A pure function of its arguments: nothing is read, written or started.
     *
     * @param slot read at every record; a switch takes effect at the next one
     */
    public ScoringTopology(PipelineDefinition definition, ModelSlot slot, AvroSerdes serdes, ScoringMetrics metrics) {
        this.topics = new Topics(definition.pipeline());
        this.rows = new FeatureRecords(definition);
        this.serdes = serdes;
        this.means = new RowScorer.Means(PredictionWriter.of(topics.predictions(), serdes), slot, metrics);
    }

    /** The topology of an app that does nothing else. */
    public static Topology build(
            PipelineDefinition definition, ModelSlot slot, AvroSerdes serdes, ScoringMetrics metrics) {
        ScoringTopology scoring = new ScoringTopology(definition, slot, serdes, metrics);
        RecordIntake<FeatureRow> rows = RecordIntake.ofMeaning(
                serdes.decoder(scoring.rows.schemas().features()),
                new SizeLimit(scoring.topics.features(), TopicLimits.FEATURES),
                scoring.rows,
                scoring.rows::toRow);
        Topology topology = new Topology()
                .addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), scoring.topics.features())
                .addProcessor(SCORE, () -> new ScoringProcessor(rows, scoring.means), SOURCE);
        return QuarantineSink.add(scoring.sinks(topology), scoring.topics, List.of(SCORE));
    }

    /**
     * Adds the scoring of rows that are made in the same topology.
     *
     * @param made rows by event id, sent to {@link #SCORE}
     */
    public void process(KStream<String, FeatureRow> made) {
        HandedRowsProcessor.Written written = new HandedRowsProcessor.Written(
                topics.features(), serdes.generic(rows.schemas().features()).serializer());
        made.process(() -> new HandedRowsProcessor(rows, written, means), Named.as(SCORE));
    }

    /** Adds the sink of predictions. */
    public Topology sinks(Topology topology) {
        return topology.addSink(
                PREDICTIONS, topics.predictions(), new ByteArraySerializer(), new ByteArraySerializer(), SCORE);
    }
}
