package io.headrace.standalone.chain;

import io.headrace.cleaning.RawTopics;
import io.headrace.cleaning.topology.CleaningListener;
import io.headrace.cleaning.topology.CleaningTopology;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.topology.FeatureTopology;
import io.headrace.runtime.AppState;
import io.headrace.runtime.streams.ChainedApp;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.runtime.streams.StreamsAppFactory;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.serving.Readiness;
import io.headrace.scoring.topology.ScoringApp;
import io.headrace.scoring.topology.ScoringTopology;
import io.headrace.standalone.system.Layout;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.util.StringUtils;
import jakarta.inject.Singleton;
import java.util.Properties;
import org.apache.kafka.streams.Topology;

/**
 * From raw to predictions in one topology. {@code headrace.chained=false} runs the three apps beside each other, each reading
 * its topic, as processes of their own do.
 */
@Singleton
@Order(20)
@Requires(property = Layout.PROPERTY, notEquals = StringUtils.FALSE)
final class ChainApp implements ChainedApp {

    private final ScoringApp app;

    /** What the three topologies are made with. */
    @Singleton
    record Parts(
            PipelineDefinition definition,
            AvroSerdes serdes,
            RawTopics raw,
            CleaningListener cleaning,
            FeatureTopology.Layout layout,
            FeatureListener features,
            EntityOwners owners,
            ModelSlot slot,
            ScoringMetrics scoring) {

        Topology topology(Properties config) {
            Topics topics = new Topics(definition.pipeline());
            return ChainTopology.build(
                    topics,
                    new CleaningTopology(definition, serdes, raw::arrival, cleaning),
                    new FeatureTopology(definition, serdes, EndOfRaw.in(layout, topics), features, owners),
                    new ScoringTopology(definition, slot, serdes, scoring),
                    config);
        }
    }

    ChainApp(StreamsAppFactory apps, Parts parts, Readiness readiness) {
        StreamsApp streams = apps.create(Layout.CHAIN, FeatureTopology.SETTINGS, parts::topology);
        this.app = new ScoringApp(streams, readiness);
    }

    @Override
    public String name() {
        return app.name();
    }

    @Override
    public void start() {
        app.start();
    }

    @Override
    public AppState state() {
        return app.state();
    }

    @Override
    public void close() {
        app.close();
    }
}
