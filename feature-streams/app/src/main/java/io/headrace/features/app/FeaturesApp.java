package io.headrace.features.app;

import io.headrace.features.app.spread.Timing;
import io.headrace.features.app.topology.FeatureTopology;
import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.settings.StreamsSettings;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.runtime.streams.StreamsApps;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.BrokerInputEnds;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The feature app as a bean. */
@Factory
final class FeaturesApp {

    private static final String NAME = "features";

    /** A thread that finds nothing to read looks at its tasks as often as they look whether they may go on. */
    private static final Map<String, String> SETTINGS = Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            StreamsApps.WHOLE_FETCHES.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
            StreamsConfig.POLL_MS_CONFIG,
            String.valueOf(Announcer.TICK.toMillis()));

    /** Sets how long nothing must come before labels are given up by the wall clock. */
    private static final String IDLE_AFTER = "${headrace.features.idle-after:PT1M}";

    @Singleton
    @Named(NAME)
    StreamsApp features(
            StreamsApps apps,
            HeadraceSettings settings,
            PipelineDefinition definition,
            AvroSerdes serdes,
            FeatureMetrics metrics,
            Timing timing,
            @Value(IDLE_AFTER) Duration idleAfter) {
        FeatureTopology.Layout layout = new FeatureTopology.Layout(settings.partitions(), idleAfter, timing);
        return apps.create(
                NAME, SETTINGS, config -> FeatureTopology.build(definition, serdes, layout, metrics, config));
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
