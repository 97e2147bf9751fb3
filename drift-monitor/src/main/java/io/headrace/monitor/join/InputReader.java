package io.headrace.monitor.join;

import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.ReadProcessor;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads records of the three topics: of each only the fields that the join needs. So a row's features, which another
 * definition may have written, are not looked at here. Immutable; safe for use by many threads.
 */
public final class InputReader implements ReadProcessor.Reader {

    private static final String ID = "eventId";
    private static final String TIME = "eventTime";

    private final Topics topics;
    private final RecordIntake<JoinInput> rows;
    private final RecordIntake<JoinInput> predictions;
    private final RecordIntake<JoinInput> examples;

    public InputReader(PipelineDefinition definition, AvroSerdes serdes) {
        PipelineSchemas schemas = PipelineSchemas.of(definition);
        topics = new Topics(definition.pipeline());
        rows = RecordIntake.ofMade(
                serdes.decoder(PipelineSchemas.only(schemas.features(), Set.of(ID, TIME))),
                new SizeLimit(topics.features(), TopicLimits.FEATURES),
                JoinInput.Row::of);
        predictions = RecordIntake.ofMade(
                serdes.decoder(PipelineSchemas.only(Prediction.getClassSchema(), predictionFields(definition))),
                new SizeLimit(topics.predictions(), TopicLimits.PREDICTIONS),
                (prediction, _) -> JoinInput.Predicted.of(prediction));
        examples = RecordIntake.ofMade(
                serdes.decoder(PipelineSchemas.only(schemas.example(), Set.of(ID, TIME, "label", "labelTime"))),
                new SizeLimit(topics.examples(), TopicLimits.EXAMPLES),
                (example, _) -> JoinInput.Labelled.of(example));
    }

    /** Reads a record, by the topic it came from: also one that is refused moves the join's progress. */
    @Override
    public ReadProcessor.Read read(String topic, Record<byte[], byte[]> record) {
        return switch (intake(topic).read(record)) {
            case Intake.Accepted<JoinInput>(String id, long time, JoinInput input) ->
                new ReadProcessor.Read(List.of(new Record<>(id, input, time)), Optional.empty());
            case Intake.Refused<JoinInput>(Refusal why) ->
                new ReadProcessor.Read(
                        List.of(new Record<>("", new JoinInput.Refused(), record.timestamp())), Optional.of(why));
        };
    }

    private RecordIntake<JoinInput> intake(String topic) {
        if (topic.equals(topics.features())) {
            return rows;
        }
        return topic.equals(topics.predictions()) ? predictions : examples;
    }

    /** Where a problem has two classes, or none, the score says all that the probabilities do. */
    private static Set<String> predictionFields(PipelineDefinition definition) {
        return definition.problem().kind() == ProblemKind.MULTICLASS
                ? Set.of(ID, TIME, "model", "score", "probabilities")
                : Set.of(ID, TIME, "model", "score");
    }
}
