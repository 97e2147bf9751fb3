package io.headrace.features.app.lookup;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.streams.ChainedApp;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.schemas.definition.PipelineDefinition;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** What answering other processes needs, as beans. */
@Factory
final class LookupBeans {

    @Singleton
    @Requires(missingBeans = ChainedApp.class)
    FeatureGroup featureGroup(
            PipelineDefinition definition, HeadraceSettings settings, @Named("features") BeanProvider<StreamsApp> app) {
        return new FeatureGroup(() -> app.get().streams(), FeatureProgram.compile(definition), settings.partitions());
    }
}
