package io.headrace.monitor;

import io.headrace.monitor.topology.MonitorTopology;
import io.headrace.registry.protocol.RegistryReader;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.runtime.streams.StreamsApps;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
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
    private final Duration cycle;
    private final StreamsApp streams;
    private final AtomicReference<@Nullable RegistryReader> registry = new AtomicReference<>();

    /**
     * The app, not yet started.
     *
     * @param cycle {@code headrace.monitor.cycle}: the data's own rhythm, of which windows span whole ones; PT0S for none
     */
    MonitorApp(
            StreamsApps apps,
            PipelineDefinition definition,
            AvroSerdes serdes,
            KafkaSettings kafka,
            MonitorMetrics metrics,
            @Value("${headrace.monitor.cycle:P1D}") Duration cycle) {
        this.definition = definition;
        this.serdes = serdes;
        this.kafka = kafka;
        this.metrics = metrics;
        this.cycle = cycle;
        this.streams = apps.create(NAME, StreamsApps.WHOLE_FETCHES, this::topology);
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
        closeReader();
    }

    /** Built again after a fault, with a reader of its own: the one before may be what failed. Takes no lock: the caller has one. */
    private Topology topology(Properties config) {
        closeReader();
        RegistryReader reader = RegistryReader.start(kafka.consumer(), serdes);
        registry.set(reader);
        return MonitorTopology.build(
                new MonitorTopology.Setting(definition, serdes, new RegistryReferences(reader, definition), cycle),
                metrics,
                config);
    }

    private void closeReader() {
        RegistryReader reader = registry.getAndSet(null);
        if (reader != null) {
            reader.close();
        }
    }
}
