package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Clean events become feature rows, rows and labels become examples; what cannot be read goes to quarantine.
 *
 * <p>With one partition, or without stages, one task does everything and nothing is repartitioned:
 *
 * <pre>
 * clean, labels ─► read ─► all stages, row, label join ─► features, examples
 * </pre>
 *
 * Otherwise stages are spread by their keys, and rows come back to be joined:
 *
 * <pre>
 * clean ─► read ─► [repartition ─► stage] for each stage ─► row ─► features
 * features, labels ─► read ─► label join ─► examples
 * </pre>
 *
 * There, where a stage learns from labels, they go the same way as the events, each after its own:
 *
 * <pre>
 * clean, labels ─► read ─► event, then its label ─► [repartition ─► stage] for each stage ─► row ─► features
 *            └─► repartition, features ─► label join ─► examples
 * </pre>
 */
public final class FeatureTopology {

    private final FeatureProgram program;
    private final FeatureRecords records;
    private final AvroSerdes serdes;
    private final StageSerdes stageSerdes;
    private final InputReaders readers;
    private final LabelRules rules;
    private final Topics topics;
    private final FeatureMonitor monitor;
    private final StreamsBuilder builder = new StreamsBuilder();
    private final Inputs inputs;
    private final Outputs outputs;

    private FeatureTopology(
            PipelineDefinition definition, AvroSerdes serdes, Duration idleAfter, FeatureMonitor monitor) {
        this.program = FeatureProgram.compile(definition);
        this.records = new FeatureRecords(definition);
        this.serdes = serdes;
        this.stageSerdes = new StageSerdes(serdes, program, definition);
        this.readers = new InputReaders(definition, program, records, serdes);
        this.rules = LabelRules.of(definition, idleAfter);
        this.topics = new Topics(definition.pipeline());
        this.monitor = monitor;
        this.inputs = new Inputs(builder, readers, topics, monitor);
        this.outputs = new Outputs(records, serdes, topics);
    }

    /**
     * A pure function of its arguments: nothing is read, written or started.
     *
     * @param partitions of the topics, and of each repartition topic, 1 or more
     * @param idleAfter without a record for so long by the wall clock, labels are given up by the wall clock
     * @param config Kafka Streams settings that shape a topology; may be empty
     */
    public static Topology build(
            PipelineDefinition definition,
            AvroSerdes serdes,
            int partitions,
            Duration idleAfter,
            FeatureMonitor monitor,
            Properties config) {
        FeatureTopology topology = new FeatureTopology(definition, serdes, idleAfter, monitor);
        if (partitions == 1 || topology.program.stages().isEmpty()) {
            topology.inOneTask();
        } else {
            topology.spread(partitions);
        }
        return topology.builder.build(config);
    }

    private void inOneTask() {
        Serializer<GenericRecord> serializer =
                serdes.generic(records.schemas().features()).serializer();
        OneTaskProcessor.RowBytes rowBytes = new OneTaskProcessor.RowBytes(
                row -> serializer.serialize(topics.features(), records.toRecord(row)), readers.storedRows());
        Set<StoreBuilder<?>> stores = new HashSet<>(AwaitedStore.Names.OF_EXAMPLES.builders());
        for (Stage stage : program.stages()) {
            stores.addAll(EntityStates.stores(stage));
        }
        KStream<String, Finished> finished = inputs.arrivals()
                .process(
                        new Stateful<>(() -> new OneTaskProcessor(program, rules, rowBytes, monitor), stores),
                        Named.as("rows-and-examples"));
        outputs.rowBytes(finished.flatMapValues(Finished::row, Named.as("rows")));
        outputs.examples(finished.flatMapValues(Finished::example, Named.as("labelled-rows")));
    }

    private void spread(int partitions) {
        StageChain chain = new StageChain(program, stageSerdes, partitions);
        KStream<String, Arrival> events = inputs.events();
        KStream<String, Arrival> labels = inputs.labels();
        KStream<String, StageInput> answered = chain.answer(
                chain.learns()
                        ? chain.withLabels(events.merge(labels, Named.as("events-and-labels")), rules)
                        : chain.withoutLabels(events));
        outputs.rows(answered.process(() -> new RowProcessor(program, records, monitor), Named.as("make-row")));
        KStream<String, GivenLabel> given = labels.mapValues(FeatureTopology::given, Named.as("given-labels"));
        // The tasks that read the clean topic must not wait for rows: those come from what they read.
        join(chain.learns() ? given.repartition(chain.repartitioned("labels", stageSerdes.labels())) : given);
    }

    private void join(KStream<String, GivenLabel> labels) {
        KStream<String, JoinInput> given = labels.mapValues(JoinInput.Given::new, Named.as("labels-to-join"));
        outputs.examples(inputs.rows()
                .merge(given, Named.as("rows-and-labels"))
                .process(
                        new Stateful<>(
                                () -> new JoinProcessor(rules, readers.storedRows(), monitor),
                                AwaitedStore.Names.OF_EXAMPLES.builders()),
                        Named.as("join-labels")));
    }

    private static GivenLabel given(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Given(GivenLabel label) -> label;
            case Arrival.Event _ -> throw new IllegalStateException("an event in the labels topic");
        };
    }
}
