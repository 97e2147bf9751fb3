package io.headrace.monitor.topology;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.join.InputReader;
import io.headrace.monitor.join.JoinProcessor;
import io.headrace.monitor.join.Pacing;
import io.headrace.monitor.reference.ReferenceSource;
import io.headrace.monitor.transfer.BatchReader;
import io.headrace.monitor.transfer.PackProcessor;
import io.headrace.monitor.watch.MonitorListener;
import io.headrace.monitor.watch.MonitorOutput;
import io.headrace.monitor.watch.PipelineWatch;
import io.headrace.monitor.watch.WatchProcessor;
import io.headrace.monitor.watch.WatchStores;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.ReadProcessor;
import io.headrace.runtime.streams.intake.TolerantTimestamps;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * features, predictions, examples → read → join, partition by partition; then all of a pipeline's observations → watch →
 * reports, alerts, retrain requests. A test of all rows together wants all rows together: where there are several partitions,
 * what each found is packed, crosses to one partition, and is unpacked there. A single partition is one task.
 */
public final class MonitorTopology {

    private static final String APP = "monitor";
    private static final String READ = "read";
    private static final String JOIN = "join";
    private static final String PACK = "pack";
    private static final String UNPACK = "unpack";
    private static final String WATCH = "watch";
    private static final String SOURCES = "features-predictions-examples";
    private static final String OBSERVATIONS = "observations";
    private static final String BAD_OBSERVATIONS = "quarantine-observations";

    private MonitorTopology() {}

    /**
     * A pure function of its arguments: nothing is read, written or started.
     *
     * @param setting what the monitor goes by
     * @param config what the app will run with
     */
    public static Topology build(Setting setting, MonitorListener listener, Properties config) {
        PipelineDefinition definition = setting.definition();
        Topics topics = new Topics(definition.pipeline());
        InputReader reader = new InputReader(definition, setting.serdes());

        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], Observation> found = builder.stream(
                        List.of(topics.features(), topics.predictions(), topics.examples()),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withTimestampExtractor(new TolerantTimestamps())
                                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                                .withName(SOURCES))
                .process(
                        ReadProcessor.supplier(() -> reader, new ReadProcessor.Ways(APP, JOIN, QuarantineSink.NAME)),
                        Named.as(READ))
                .process(JoinProcessor.supplier(definition, setting.pacing(), listener), Named.as(JOIN));
        boolean isOne = setting.pacing().partitions() == 1;
        (isOne ? found : together(found, definition.pipeline().value()))
                .process(
                        WatchProcessor.supplier(
                                context -> watch(setting, listener, context),
                                setting.pacing().upstream(topics),
                                listener),
                        Named.as(WATCH));
        return withSinks(builder.build(config), topics, setting.serdes(), isOne);
    }

    private static KStream<byte[], Observation> together(KStream<byte[], Observation> found, String pipeline) {
        return found.process(PackProcessor.supplier(pipeline), Named.as(PACK))
                .repartition(Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withName(OBSERVATIONS)
                        .withNumberOfPartitions(1))
                .process(
                        ReadProcessor.supplier(BatchReader::new, new ReadProcessor.Ways(APP, WATCH, BAD_OBSERVATIONS)),
                        Named.as(UNPACK));
    }

    /**
     * What the monitor goes by.
     *
     * @param cycle the data's own rhythm: windows span whole cycles; zero where only rows count
     * @param pacing how partitions wait for each other
     */
    public record Setting(
            PipelineDefinition definition,
            AvroSerdes serdes,
            ReferenceSource references,
            Duration cycle,
            Pacing pacing) {}

    private static PipelineWatch watch(
            Setting setting, MonitorListener listener, ProcessorContext<Object, Object> context) {
        PipelineDefinition definition = setting.definition();
        return new PipelineWatch(
                definition,
                setting.serdes(),
                new WindowRule(definition.monitor().window(), setting.cycle()),
                setting.references(),
                new PipelineWatch.Surroundings(
                        new WatchStores(context),
                        new MonitorOutput(definition.pipeline().value(), context, listener),
                        listener));
    }

    private static Topology withSinks(Topology topology, Topics topics, AvroSerdes serdes, boolean isOnePartition) {
        StringSerializer keys = new StringSerializer();
        if (!isOnePartition) {
            QuarantineSink.add(topology, topics, BAD_OBSERVATIONS, List.of(UNPACK));
        }
        return QuarantineSink.add(topology, topics, List.of(READ))
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
}
