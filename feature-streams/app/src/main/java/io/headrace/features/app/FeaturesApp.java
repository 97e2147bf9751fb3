package io.headrace.features.app;

import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.lookup.OwnAddress;
import io.headrace.features.app.spread.Timing;
import io.headrace.features.app.topology.FeatureTopology;
import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.settings.StreamsSettings;
import io.headrace.runtime.streams.ChainedApp;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.runtime.streams.StreamsAppFactory;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.BrokerInputEnds;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** The feature app as a bean. */
@Factory
final class FeaturesApp {

    private static final String NAME = "features";

    /** Sets where other processes reach this one; its own address where nothing is set. */
    private static final String ADVERTISED = "${headrace.features.advertised-address:}";

    private static final String GRPC_PORT = "${grpc.server.port:9090}";

    /** Sets how long nothing must come before labels are given up by the wall clock. */
    private static final String IDLE_AFTER = "${headrace.features.idle-after:PT1M}";

    /** Sets whether the history topic of the definition's meaning is there to be read. */
    private static final String HISTORY = "${headrace.features.history:false}";

    @Singleton
    @Named(NAME)
    @Requires(missingBeans = ChainedApp.class)
    StreamsApp features(
            StreamsAppFactory apps,
            PipelineDefinition definition,
            AvroSerdes serdes,
            FeatureMetrics metrics,
            FeatureTopology.Layout layout,
            EntityOwners owners,
            @Value(ADVERTISED) String advertised,
            @Value(GRPC_PORT) int grpcPort) {
        Map<String, String> settings = new HashMap<>(FeatureTopology.SETTINGS);
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, OwnAddress.of(advertised, grpcPort));
        return apps.create(
                NAME, settings, config -> FeatureTopology.build(definition, serdes, layout, metrics, owners, config));
    }

    /** Where others in this process read what is kept of entities. */
    @Singleton
    EntityOwners entityOwners(PipelineDefinition definition, HeadraceSettings settings) {
        return new EntityOwners(definition, settings.partitions());
    }

    @Singleton
    FeatureTopology.Layout layout(
            HeadraceSettings settings,
            Timing timing,
            @Value(IDLE_AFTER) Duration idleAfter,
            @Value(HISTORY) boolean history) {
        return new FeatureTopology.Layout(settings.partitions(), idleAfter, timing, history);
    }

    @Singleton
    Timing timing(PipelineDefinition definition, StreamsSettings streams, BrokerInputEnds ends) {
        Duration every = Duration.ofMillis(streams.commitIntervalMs());
        return new Timing(
                definition.events().ordering() == Events.Ordering.EAGER,
                new Announcer.Rule(streams.idleAfter(), every),
                ends);
    }

    @Singleton
    @Bean(preDestroy = "close")
    BrokerInputEnds inputEnds(KafkaSettings kafka) {
        return new BrokerInputEnds(NAME, kafka.consumer());
    }
}
