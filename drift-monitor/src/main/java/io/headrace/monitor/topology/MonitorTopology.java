package io.headrace.monitor.topology;

import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.join.InputReader;
import io.headrace.monitor.join.JoinProcessor;
import io.headrace.monitor.join.ReadProcessor;
import io.headrace.monitor.reference.ReferenceSource;
import io.headrace.monitor.watch.MonitorListener;
import io.headrace.monitor.watch.MonitorOutput;
import io.headrace.monitor.watch.WatchProcessor;
import io.headrace.monitor.watch.WatchStores;
import io.headrace.runtime.streams.Stateful;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
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

/**
 * features, predictions, examples → read → join, partition by partition; then all of a pipeline's observations in one
 * partition → watch → reports, alerts, retrain requests. A test of all rows together wants all rows together; what crosses is
 * one small record per prediction and one per label.
 */
public final class MonitorTopology {

    private static final String READ = "read";
    private static final String WATCH = "watch";
    private static final String SOURCES = "features-predictions-examples";
    private static final String OBSERVATIONS = "observations";

    /** A record with no valid timestamp is no reason to stop: its event time is in its value. */
    private static final TimestampExtractor TOLERANT = (record, _) -> Math.max(0, record.timestamp());

    private MonitorTopology() {}

    /**
     * A pure function of its arguments: nothing is read, written or started.
     *
     * @param setting what the monitor goes by
     * @param config what the app will run with
     */
    public static Topology build(Setting setting, MonitorListener listener, Properties config) {
        PipelineDefinition definition = setting.definition();
        AvroSerdes serdes = setting.serdes();
        Topics topics = new Topics(definition.pipeline());
        InputReader reader = new InputReader(definition, serdes);
        WindowRule rule = new WindowRule(definition.monitor().window(), setting.cycle());

        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        List.of(topics.features(), topics.predictions(), topics.examples()),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withTimestampExtractor(TOLERANT)
                                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                                .withName(SOURCES))
                .process(() -> new ReadProcessor(reader), Named.as(READ))
                .process(JoinProcessor.supplier(definition), Named.as(ReadProcessor.JOIN))
                .repartition(Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                        .withName(OBSERVATIONS)
                        .withNumberOfPartitions(1))
                .process(
                        new Stateful<>(
                                () -> new WatchProcessor(definition, serdes, setting.references(), rule, listener),
                                WatchStores.builders()),
                        Named.as(WATCH));

        StringSerializer keys = new StringSerializer();
        return builder.build(config)
                .addSink(
                        ReadProcessor.QUARANTINE,
                        topics.quarantine(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        READ)
                .addSink(
                        MonitorOutput.DRIFT,
                        topics.drift(),
                        keys,
                        serdes.specific(DriftReport.class).serializer(),
                        WATCH)
                .addSink(
                        MonitorOutput.ALERTS,
                        topics.alerts(),
                        keys,
                        serdes.specific(Alert.class).serializer(),
                        WATCH)
                .addSink(
                        MonitorOutput.RETRAIN,
                        topics.retrain(),
                        keys,
                        serdes.specific(RetrainRequest.class).serializer(),
                        WATCH);
    }

    /**
     * What the monitor goes by.
     *
     * @param cycle the data's own rhythm: windows span whole cycles; zero where only rows count
     */
    public record Setting(
            PipelineDefinition definition, AvroSerdes serdes, ReferenceSource references, Duration cycle) {}
}
