package io.headrace.features.app;

import io.headrace.features.app.topology.FeatureTopology;
import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.runtime.streams.StreamsApps;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
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
            @Value(IDLE_AFTER) Duration idleAfter) {
        return apps.create(
                NAME,
                SETTINGS,
                config -> FeatureTopology.build(definition, serdes, settings.partitions(), idleAfter, metrics, config));
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(StreamsApps.WHOLE_FETCHES);
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_STATE);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_STATE);
        return settings;
    }
}
