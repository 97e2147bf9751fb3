package io.headrace.monitor.topology;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.baseline.BaselineSource;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * features, predictions, examples → read → join, partition by partition; then all of a pipeline's observations in one
 * partition → watch → reports, alerts, retrain requests. A test of all rows together wants all rows together; what crosses is
 * one small record a prediction and one a label.
 */
public final class MonitorTopology {

    static final String READ = "read";
    static final String JOIN = "join";
    static final String WATCH = "watch";
    static final String DRIFT = "drift";
    static final String ALERTS = "alerts";
    static final String RETRAIN = "retrain";
    static final String QUARANTINE = "quarantine";

    private static final String SOURCES = "features-predictions-examples";
    private static final String OBSERVATIONS = "observations";

    /** A record with no valid timestamp is no reason to stop: its event time is in its value. */
    private static final TimestampExtractor TOLERANT = (record, _) -> Math.max(0, record.timestamp());

    private MonitorTopology() {}

    /**
     * A pure function of its arguments: nothing is read, written or started.
     *
     * @param cycle the data's own rhythm: windows span whole cycles; zero where only rows count
     * @param config what the app will run with
     */
    public static Topology build(
            PipelineDefinition definition,
            AvroSerdes serdes,
            BaselineSource baselines,
            Duration cycle,
            MonitorListener listener,
            Properties config) {
        Topics topics = new Topics(definition.pipeline());
        IncomingReader reader = new IncomingReader(definition, serdes);
        WindowRule rule = new WindowRule(definition.monitor().window(), cycle);
        String pipeline = definition.pipeline().value();
        MonitorTimes times = MonitorTimes.of(definition);

        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        List.of(topics.features(), topics.predictions(), topics.examples()),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withTimestampExtractor(TOLERANT)
                                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                                .withName(SOURCES))
                .process(() -> new ReadProcessor(reader), Named.as(READ))
                .process(joining(pipeline, reader, times), Named.as(JOIN))
                .repartition(Repartitioned.with(Serdes.String(), serdes.specific(Observation.class))
                        .withName(OBSERVATIONS)
                        .withNumberOfPartitions(1))
                .process(
                        withStores(
                                () -> new WatchProcessor(definition, baselines, rule, listener),
                                WatchStores.builders(serdes)),
                        Named.as(WATCH));

        StringSerializer keys = new StringSerializer();
        return builder.build(config)
                .addSink(QUARANTINE, topics.quarantine(), new ByteArraySerializer(), new ByteArraySerializer(), READ)
                .addSink(
                        DRIFT,
                        topics.drift(),
                        keys,
                        serdes.specific(DriftReport.class).serializer(),
                        WATCH)
                .addSink(
                        ALERTS,
                        topics.alerts(),
                        keys,
                        serdes.specific(Alert.class).serializer(),
                        WATCH)
                .addSink(
                        RETRAIN,
                        topics.retrain(),
                        keys,
                        serdes.specific(RetrainRequest.class).serializer(),
                        WATCH);
    }

    /** Reading forwards untyped, since a bad record takes another way than a good one. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ProcessorSupplier<Object, Object, String, Observation> joining(
            String pipeline, IncomingReader reader, MonitorTimes times) {
        ProcessorSupplier typed = withStores(() -> new JoinProcessor(pipeline, reader, times), WaitingRoom.stores());
        return typed;
    }

    private static <KI, VI, KO, VO> ProcessorSupplier<KI, VI, KO, VO> withStores(
            Supplier<Processor<KI, VI, KO, VO>> processor, Set<StoreBuilder<?>> stores) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<KI, VI, KO, VO> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return stores;
            }
        };
    }
}
