package io.headrace.cleaning;

import io.headrace.cleaning.topology.CleaningTopology;
import io.headrace.runtime.streams.ChainedApp;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.runtime.streams.StreamsAppFactory;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The cleaning app as a bean. */
@Factory
final class CleaningApp {

    private static final String NAME = "cleaning";

    @Singleton
    @Named(NAME)
    @Requires(missingBeans = ChainedApp.class)
    StreamsApp cleaning(
            StreamsAppFactory apps,
            PipelineDefinition definition,
            AvroSerdes serdes,
            RawTopics raw,
            CleaningMetrics metrics) {
        return apps.create(NAME, config -> CleaningTopology.build(definition, serdes, raw::arrival, metrics));
    }
}
