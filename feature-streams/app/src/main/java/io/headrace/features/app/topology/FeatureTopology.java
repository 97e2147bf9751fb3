package io.headrace.features.app.topology;

import io.headrace.features.app.intake.FeatureMonitor;
import io.headrace.features.app.intake.InputReaders;
import io.headrace.features.app.intake.Inputs;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.output.Finished;
import io.headrace.features.app.output.Outputs;
import io.headrace.features.app.output.RowBytes;
import io.headrace.features.app.spread.Spread;
import io.headrace.features.app.spread.SpreadTopology;
import io.headrace.features.app.spread.Timing;
import io.headrace.features.app.state.Stateful;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Clean events become feature rows, rows and labels become examples; what cannot be read goes to quarantine.
 *
 * <p>With one partition one task does everything and nothing is repartitioned:
 *
 * <pre>{@code
 * clean, labels ─► read ─► all stages, row, label join ─► features, examples
 * }</pre>
 *
 * With several, {@link SpreadTopology} spreads the events over the stages of their entities.
 */
public final class FeatureTopology {

    private final FeatureProgram program;
    private final FeatureRecords records;
    private final AvroSerdes serdes;
    private final InputReaders readers;
    private final LabelRules rules;
    private final Topics topics;
    private final FeatureMonitor monitor;
    private final StreamsBuilder builder = new StreamsBuilder();
    private final Inputs inputs;

    private FeatureTopology(
            PipelineDefinition definition, AvroSerdes serdes, Duration idleAfter, FeatureMonitor monitor) {
        this.program = FeatureProgram.compile(definition);
        this.records = new FeatureRecords(definition);
        this.serdes = serdes;
        this.readers = new InputReaders(definition, program, records, serdes);
        this.rules = LabelRules.of(definition, idleAfter);
        this.topics = new Topics(definition.pipeline());
        this.monitor = monitor;
        this.inputs = new Inputs(builder, readers, topics, monitor);
    }

    /**
     * How the topology is laid out.
     *
     * @param partitions of the topics, and of each repartition topic, 1 or more
     * @param idleAfter without a record for so long by the wall clock, labels are given up by the wall clock
     * @param timing how partitions wait for each other
     */
    public record Layout(int partitions, Duration idleAfter, Timing timing) {}

    /**
     * A pure function of its arguments: nothing is read, written or started.
     *
     * @param config Kafka Streams settings that shape a topology; may be empty
     */
    public static Topology build(
            PipelineDefinition definition,
            AvroSerdes serdes,
            Layout layout,
            FeatureMonitor monitor,
            Properties config) {
        FeatureTopology topology = new FeatureTopology(definition, serdes, layout.idleAfter(), monitor);
        topology.write(layout.partitions() == 1 ? topology.inOneTask() : topology.spread(definition, layout));
        return topology.builder.build(config);
    }

    /** The topology of several partitions, whatever their number. */
    static Topology buildSpread(
            PipelineDefinition definition,
            AvroSerdes serdes,
            Layout layout,
            FeatureMonitor monitor,
            Properties config) {
        FeatureTopology topology = new FeatureTopology(definition, serdes, layout.idleAfter(), monitor);
        topology.write(topology.spread(definition, layout));
        return topology.builder.build(config);
    }

    private void write(KStream<String, Finished> finished) {
        Outputs outputs = new Outputs(records, serdes, topics);
        outputs.rowBytes(finished.flatMapValues(Finished::row, Named.as("rows")));
        outputs.examples(finished.flatMapValues(Finished::example, Named.as("labelled-rows")));
    }

    private KStream<String, Finished> inOneTask() {
        return inputs.events()
                .merge(inputs.labelsBesideEvents(), Named.as("events-and-labels"))
                .process(
                        new Stateful<>(
                                () -> new OneTaskProcessor(program, rules, rowBytes(), monitor),
                                OneTaskProcessor.stores(program)),
                        Named.as("rows-and-examples"));
    }

    private KStream<String, Finished> spread(PipelineDefinition definition, Layout layout) {
        Spread spread = new Spread(
                program,
                rules,
                rowBytes(),
                serdes.decoder(definition.events().schema()),
                topics,
                layout.partitions(),
                layout.timing());
        return new SpreadTopology(spread, serdes, monitor).build(inputs);
    }

    private RowBytes rowBytes() {
        Serializer<GenericRecord> serializer =
                serdes.generic(records.schemas().features()).serializer();
        return new RowBytes(
                row -> serializer.serialize(topics.features(), records.toRecord(row)), readers.storedRows());
    }
}
