package io.headrace.features.app.topology;

import io.headrace.features.app.intake.FeatureMonitor;
import io.headrace.features.app.intake.InputReaders;
import io.headrace.features.app.intake.Inputs;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.output.Outlet;
import io.headrace.features.app.spread.Spread;
import io.headrace.features.app.spread.SpreadTopology;
import io.headrace.features.app.spread.Timing;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.runtime.streams.Stateful;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
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

    private static final String BOTH = "events-and-labels";

    private final FeatureProgram program;
    private final AvroSerdes serdes;
    private final InputReaders readers;
    private final LabelRules rules;
    private final Topics topics;
    private final FeatureMonitor monitor;
    private final StreamsBuilder builder = new StreamsBuilder();
    private final Inputs inputs;
    private final Outlet.Means outputs;

    private FeatureTopology(
            PipelineDefinition definition, AvroSerdes serdes, Duration idleAfter, FeatureMonitor monitor) {
        this.program = FeatureProgram.compile(definition);
        this.serdes = serdes;
        FeatureRecords records = new FeatureRecords(definition);
        this.readers = new InputReaders(definition, records, serdes);
        this.rules = LabelRules.of(definition, idleAfter);
        this.topics = new Topics(definition.pipeline());
        this.monitor = monitor;
        this.inputs = new Inputs(builder, readers, topics, monitor, System::currentTimeMillis);
        this.outputs = new Outlet.Means(records, serdes, topics);
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
        if (layout.partitions() == 1) {
            topology.inOneTask();
        } else {
            topology.spread(definition, layout);
        }
        return topology.finished(config);
    }

    /** The topology of several partitions, whatever their number. */
    static Topology buildSpread(
            PipelineDefinition definition,
            AvroSerdes serdes,
            Layout layout,
            FeatureMonitor monitor,
            Properties config) {
        FeatureTopology topology = new FeatureTopology(definition, serdes, layout.idleAfter(), monitor);
        topology.spread(definition, layout);
        return topology.finished(config);
    }

    private Topology finished(Properties config) {
        return outputs.sinks(builder.build(config), SpreadTopology.MAKER, Inputs.EVENTS, Inputs.LABELS);
    }

    private void inOneTask() {
        inputs.events(BOTH)
                .merge(inputs.labelsBesideEvents(BOTH), Named.as(BOTH))
                .process(
                        new Stateful<>(
                                () -> new OneTaskProcessor(program, rules, outputs, readers.storedRows(), monitor),
                                OneTaskProcessor.stores(program)),
                        Named.as(SpreadTopology.MAKER));
    }

    private void spread(PipelineDefinition definition, Layout layout) {
        Spread spread = new Spread(
                program,
                rules,
                new Spread.Rows(serdes.decoder(definition.events().schema()), readers.storedRows(), outputs),
                topics,
                layout.partitions(),
                layout.timing());
        new SpreadTopology(spread, serdes, monitor).build(inputs);
    }
}
