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
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The feature app as a bean. */
@Factory
final class FeaturesApp {

    private static final String NAME = "features";

    /** The greatest state of one entity, in bytes: some 600,000 events within its longest window. */
    private static final String LARGEST_STATE = String.valueOf(16 << 20);

    /** Sets how long nothing must come before labels are given up by the wall clock. */
    private static final String IDLE_AFTER = "${headrace.features.idle-after:PT1M}";

    private static final Map<String, String> SETTINGS = settings();

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
    Timing timing(StreamsSettings streams, BrokerInputEnds ends) {
        Duration every = Duration.ofMillis(streams.commitIntervalMs());
        return new Timing(false, new Announcer.Rule(streams.idleAfter(), every), ends);
    }

    @Singleton
    @Bean(preDestroy = "close")
    BrokerInputEnds inputEnds(KafkaSettings kafka) {
        return new BrokerInputEnds(NAME, kafka.consumer());
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(StreamsApps.WHOLE_FETCHES);
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_STATE);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_STATE);
        return settings;
    }
}
