package io.headrace.runtime.lifecycle;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.ArtifactChunk;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.topics.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The schema of each topic's values. The quarantine has none: it keeps bytes as they came. */
final class ValueSchemas {

    private ValueSchemas() {}

    /** By topic; without a pipeline those of the shared topics. */
    static Map<String, Schema> of(Optional<PipelineDefinition> pipeline) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        schemas.put(Topics.MODELS, RegistryRecord.getClassSchema());
        schemas.put(Topics.ARTIFACTS, ArtifactChunk.getClassSchema());
        pipeline.ifPresent(definition -> add(definition, schemas));
        return schemas;
    }

    private static void add(PipelineDefinition definition, Map<String, Schema> schemas) {
        Topics topics = new Topics(definition.pipeline());
        PipelineSchemas own = PipelineSchemas.of(definition);
        schemas.put(topics.raw(), own.event());
        schemas.put(topics.clean(), own.event());
        schemas.put(topics.labels(), own.label());
        schemas.put(topics.features(), own.features());
        schemas.put(topics.examples(), own.example());
        schemas.put(topics.predictions(), Prediction.getClassSchema());
        schemas.put(topics.drift(), DriftReport.getClassSchema());
        schemas.put(topics.alerts(), Alert.getClassSchema());
        schemas.put(topics.retrain(), RetrainRequest.getClassSchema());
    }
}
