package io.headrace.runtime.pipeline;

import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.SchemaRegistrySettings;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;

/** Beans that follow from the definition and the settings. */
@Factory
final class PipelineBeans {

    /** Ends the start with every mistake of the definition. */
    @Singleton
    PipelineDefinition definition(HeadraceSettings settings) {
        return DefinitionReader.readValid(settings.pipeline()
                .orElseThrow(() -> new ConfigurationException(
                        "headrace.pipeline is not set; write the path of the pipeline's definition (a YAML file),"
                                + " also as HEADRACE_PIPELINE")));
    }

    @Singleton
    Topics topics(PipelineDefinition definition) {
        return new Topics(definition.pipeline());
    }

    @Singleton
    FeatureRecords featureRecords(PipelineDefinition definition) {
        return new FeatureRecords(definition);
    }

    @Singleton
    AvroSerdes avroSerdes(SchemaRegistrySettings settings) {
        return AvroSerdes.of(settings.properties());
    }
}
