package io.headrace.features.app.topology;

import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.intake.Handed;
import io.headrace.features.app.intake.InputReaders;
import io.headrace.features.app.intake.Inputs;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.output.FeatureOutput;
import io.headrace.features.app.spread.Spread;
import io.headrace.features.app.spread.SpreadTopology;
import io.headrace.features.app.spread.Timing;
import io.headrace.features.app.state.EntityStates;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.runtime.streams.Stateful;
import io.headrace.runtime.streams.StreamsAppFactory;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
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
 * With several, or with further streams, whose events have to come first, {@link SpreadTopology} spreads the events over the stages of
 * their entities.
 */
public final class FeatureTopology {

    /**
     * What the app's stream threads need, besides what all apps do: a poll takes all that was fetched, and a thread that finds
     * nothing to read looks at its tasks as often as they look whether they may go on.
     */
    public static final Map<String, String> SETTINGS = Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            StreamsAppFactory.WHOLE_FETCHES.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
            StreamsConfig.POLL_MS_CONFIG,
            String.valueOf(Announcer.TICK.toMillis()));

    private static final String BOTH = "events-and-labels";

    private static final String WITH_HISTORY = "with-history";

    private static final String HISTORY_OF_ONE_TASK =
            "headrace.features.history: history is taken in with one partition and no further stream only; leave it out";

    private final PipelineDefinition definition;
    private final AvroSerdes serdes;
    private final Layout layout;
    private final FeatureListener listener;
    private final EntityOwners owners;
    private final FeatureProgram program;
    private final FeatureRecords records;
    private final InputReaders readers;
    private final LabelRules rules;
    private final Topics topics;

    /**
     * A pure function of its arguments: nothing is read, written or started.
     *
     * @param owners hears which entities the tasks have
     */
    public FeatureTopology(
            PipelineDefinition definition,
            AvroSerdes serdes,
            Layout layout,
            FeatureListener listener,
            EntityOwners owners) {
        this.definition = definition;
        this.serdes = serdes;
        this.layout = layout;
        this.listener = listener;
        this.owners = owners;
        this.program = FeatureProgram.compile(definition);
        this.records = new FeatureRecords(definition);
        this.readers = new InputReaders(definition, records, serdes);
        this.rules = LabelRules.of(definition, layout.idleAfter());
        this.topics = new Topics(definition.pipeline());
    }

    /**
     * How the topology is laid out.
     *
     * @param partitions of the topics, and of each repartition topic, 1 or more
     * @param idleAfter without a record for so long by the wall clock, labels are given up by the wall clock
     * @param timing how partitions wait for each other
     * @param history whether the history topic of the definition's meaning is read, before anything else
     */
    public record Layout(int partitions, Duration idleAfter, Timing timing, boolean history) {

        /** Without history. */
        public Layout(int partitions, Duration idleAfter, Timing timing) {
            this(partitions, idleAfter, timing, false);
        }
    }

    /**
     * What the features are between, where others are in the same topology.
     *
     * @param next a processor that goes on with each row, keyed by event id
     */
    public record Neighbours(Handed<?> events, String next) {}

    /**
     * The topology of an app that does nothing else.
     *
     * @param config Kafka Streams settings that shape a topology; may be empty
     */
    public static Topology build(
            PipelineDefinition definition,
            AvroSerdes serdes,
            Layout layout,
            FeatureListener listener,
            EntityOwners owners,
            Properties config) {
        return new FeatureTopology(definition, serdes, layout, listener, owners).alone(config, layout.partitions() > 1);
    }

    /** The topology of several partitions, whatever their number. */
    static Topology buildSpread(
            PipelineDefinition definition,
            AvroSerdes serdes,
            Layout layout,
            FeatureListener listener,
            EntityOwners owners,
            Properties config) {
        return new FeatureTopology(definition, serdes, layout, listener, owners).alone(config, true);
    }

    private Topology alone(Properties config, boolean spread) {
        StreamsBuilder builder = new StreamsBuilder();
        Inputs inputs = new Inputs(builder, Optional.empty(), readers, listener, System::currentTimeMillis);
        process(inputs, outputs(Optional.empty()), spread);
        return QuarantineSink.add(sinks(builder.build(config)), topics, refusing(inputs));
    }

    /**
     * Adds everything up to where rows and examples are made, between others.
     *
     * @return what goes to the next
     */
    public Linked process(StreamsBuilder builder, Neighbours neighbours) {
        Inputs inputs =
                new Inputs(builder, Optional.of(neighbours.events()), readers, listener, System::currentTimeMillis);
        KStream<Object, Object> made =
                process(inputs, outputs(Optional.of(neighbours.next())), layout.partitions() > 1);
        return new Linked(typed(made), refusing(inputs));
    }

    /**
     * What others go on with.
     *
     * @param rows by event id
     * @param refusing the processors that send to {@link QuarantineSink#NAME}
     */
    public record Linked(KStream<String, FeatureRow> rows, List<String> refusing) {}

    /** Adds the sinks of rows and examples. */
    public Topology sinks(Topology topology) {
        return outputs(Optional.empty()).sinks(topology, SpreadTopology.MAKER);
    }

    private List<String> refusing(Inputs inputs) {
        return Stream.of(
                        inputs.refusing().stream(),
                        layout.history() ? Stream.of(Inputs.HISTORY) : Stream.<String>empty(),
                        Stream.of(SpreadTopology.MAKER))
                .flatMap(names -> names)
                .toList();
    }

    private FeatureOutput.Means outputs(Optional<String> next) {
        return new FeatureOutput.Means(records, serdes, topics, next);
    }

    private KStream<Object, Object> process(Inputs inputs, FeatureOutput.Means outputs, boolean spread) {
        boolean oneTask = !spread && program.streams().isEmpty();
        if (layout.history() && !oneTask) {
            throw new IllegalArgumentException(HISTORY_OF_ONE_TASK);
        }
        return oneTask ? inOneTask(inputs, outputs) : spread(inputs, outputs);
    }

    private KStream<Object, Object> inOneTask(Inputs inputs, FeatureOutput.Means outputs) {
        KStream<String, Intake<FeatureInput>> all =
                inputs.events(BOTH).merge(inputs.labelsBesideEvents(BOTH), Named.as(BOTH));
        for (Reference reference : program.references()) {
            String with = "with-reference-" + reference.name();
            all = all.merge(inputs.reference(reference.name(), with), Named.as(with));
        }
        if (layout.history()) {
            all = all.merge(inputs.history(WITH_HISTORY), Named.as(WITH_HISTORY));
        }
        return all.process(
                new Stateful<>(
                        () -> new OneTaskProcessor(
                                program, rules, outputs, layout.timing(), listener, owners, layout.history()),
                        TaskStore.builder(EntityStates.STORE)),
                Named.as(SpreadTopology.MAKER));
    }

    private KStream<Object, Object> spread(Inputs inputs, FeatureOutput.Means outputs) {
        Spread spread = new Spread(
                program,
                rules,
                new Spread.Rows(serdes.decoder(definition.events().schema()), outputs),
                topics,
                layout.partitions(),
                layout.timing());
        return new SpreadTopology(spread, serdes, listener, owners).build(inputs);
    }

    /** What comes out is typed by what the processor sends to its next; the sinks take bytes. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static KStream<String, FeatureRow> typed(KStream<?, ?> stream) {
        return (KStream) stream;
    }
}
