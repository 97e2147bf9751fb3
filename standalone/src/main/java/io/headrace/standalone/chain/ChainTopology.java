package io.headrace.standalone.chain;

import io.headrace.cleaning.topology.CleanEvent;
import io.headrace.cleaning.topology.Cleaned;
import io.headrace.cleaning.topology.CleaningTopology;
import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.intake.Handed;
import io.headrace.features.app.intake.Inputs;
import io.headrace.features.app.topology.FeatureTopology;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.topology.ScoringTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;

/**
 * The three topologies as one: each hands what it makes to the next in the same task, and writes it to its topic as it does
 * alone. An event crosses the broker once, and all that follows from it is committed together.
 *
 * <pre>{@code
 * raw ─► clean ─┬─► features ─┬─► score ─► predictions
 *               └─► clean     ├─► features, examples
 *               labels ───────┘
 * }</pre>
 */
final class ChainTopology {

    /** No event came of a raw record; the features only note that it was read. */
    private static final Intake<FeatureInput> NOTHING =
            new Intake.Refused<>("cleaned-away", "cleaning let nothing of it through");

    private ChainTopology() {}

    /** @param config Kafka Streams settings that shape a topology; may be empty */
    static Topology build(
            Topics topics,
            CleaningTopology cleaning,
            FeatureTopology features,
            ScoringTopology scoring,
            Properties config) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Cleaned> cleaned = cleaning.process(builder, Optional.of(Inputs.EVENTS));
        FeatureTopology.Linked made = features.process(
                builder,
                new FeatureTopology.Neighbours(new Handed<>(cleaned, ChainTopology::handedOn), ScoringTopology.SCORE));
        scoring.process(made.rows());
        List<String> refusing = new ArrayList<>(made.refusing());
        refusing.addAll(cleaning.refusing());
        refusing.add(ScoringTopology.SCORE);
        Topology topology = builder.build(config);
        return QuarantineSink.add(scoring.sinks(features.sinks(cleaning.sinks(topology))), topics, refusing);
    }

    private static Intake<FeatureInput> handedOn(Cleaned cleaned) {
        return switch (cleaned) {
            case CleanEvent event ->
                new Intake.Accepted<>(event.id(), event.time(), new FeatureInput.Event(event.event(), event.bytes()));
            case Cleaned.Nothing _ -> NOTHING;
        };
    }
}
