package io.headrace.monitor;

import io.headrace.monitor.join.Pacing;
import io.headrace.monitor.topology.MonitorTopology;
import io.headrace.registry.protocol.RegistryReader;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.runtime.streams.StreamsAppFactory;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.BrokerInputEnds;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/** The drift monitor: a reader of the registry topic, and a topology that asks it for reference distributions. */
@Singleton
final class MonitorApp implements HeadraceApp {

    private static final String NAME = "monitor";

    private final PipelineDefinition definition;
    private final AvroSerdes serdes;
    private final KafkaSettings kafka;
    private final MonitorMetrics metrics;
    private final MonitorSettings settings;
    private final StreamsApp streams;
    private final AtomicReference<@Nullable Sources> open = new AtomicReference<>();

    /** The app, not yet started. */
    MonitorApp(
            StreamsAppFactory apps,
            PipelineDefinition definition,
            AvroSerdes serdes,
            KafkaSettings kafka,
            MonitorMetrics metrics,
            MonitorSettings settings) {
        this.definition = definition;
        this.serdes = serdes;
        this.kafka = kafka;
        this.metrics = metrics;
        this.settings = settings;
        this.streams = apps.create(NAME, defaults(settings), this::topology);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        streams.start();
    }

    @Override
    public AppState state() {
        return streams.state();
    }

    @Override
    public void close() {
        streams.close();
        closeSources();
    }

    /** Kafka Streams sleeps in a poll while nothing comes; a partition that does not wake now and then is not seen to be idle. */
    private static Map<String, Object> defaults(MonitorSettings settings) {
        Map<String, Object> defaults = new HashMap<>(StreamsAppFactory.WHOLE_FETCHES);
        defaults.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitIntervalMs());
        defaults.put(StreamsConfig.POLL_MS_CONFIG, Announcer.TICK.toMillis());
        return defaults;
    }

    /** Built again after a fault, with readers of its own: the one before may be what failed. Takes no lock: the caller has one. */
    private Topology topology(Properties config) {
        closeSources();
        int partitions = InputPartitions.of(
                new Topics(definition.pipeline()).features(), kafka.consumer(), settings.partitions());
        Sources sources = new Sources(
                RegistryReader.start(kafka.consumer(), serdes), new BrokerInputEnds(NAME, kafka.consumer()));
        open.set(sources);
        return MonitorTopology.build(
                new MonitorTopology.Setting(
                        definition,
                        serdes,
                        new RegistryReferences(sources.registry(), definition),
                        settings.cycle(),
                        new Pacing(partitions, settings.pacing(), sources.ends())),
                metrics,
                config);
    }

    private void closeSources() {
        Sources sources = open.getAndSet(null);
        if (sources != null) {
            sources.registry().close();
            sources.ends().close();
        }
    }

    /** What a topology reads in addition to its topics. */
    private record Sources(RegistryReader registry, BrokerInputEnds ends) {}
}
