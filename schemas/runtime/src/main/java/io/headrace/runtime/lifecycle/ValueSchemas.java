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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The schema of each topic's values. The quarantine has none: it keeps bytes as they came.
 *
 * @param own by topic, of what Headrace writes
 * @param producers by topic, of what others write and Headrace reads
 */
record ValueSchemas(Map<String, Schema> own, Map<String, Schema> producers) {

    ValueSchemas {
        own = Collections.unmodifiableMap(new LinkedHashMap<>(own));
        producers = Collections.unmodifiableMap(new LinkedHashMap<>(producers));
    }

    /** Without a pipeline those of the shared topics. */
    static ValueSchemas of(Optional<PipelineDefinition> pipeline) {
        Map<String, Schema> own = new LinkedHashMap<>();
        own.put(Topics.MODELS, RegistryRecord.getClassSchema());
        own.put(Topics.ARTIFACTS, ArtifactChunk.getClassSchema());
        Map<String, Schema> producers = new LinkedHashMap<>();
        pipeline.ifPresent(definition -> {
            Topics topics = new Topics(definition.pipeline());
            PipelineSchemas schemas = PipelineSchemas.of(definition);
            own.putAll(own(topics, schemas));
            producers.put(topics.raw(), schemas.event());
            producers.put(topics.labels(), schemas.label());
            definition.streams().forEach(stream -> {
                producers.put(topics.raw(stream), stream.events().schema());
                own.put(topics.clean(stream), stream.events().schema());
            });
            definition
                    .references()
                    .forEach(reference -> producers.put(
                            topics.reference(reference.name()),
                            PipelineSchemas.reference(definition.pipeline(), reference)));
        });
        return new ValueSchemas(own, producers);
    }

    private static Map<String, Schema> own(Topics topics, PipelineSchemas schemas) {
        Map<String, Schema> own = new LinkedHashMap<>();
        own.put(topics.clean(), schemas.event());
        own.put(topics.features(), schemas.features());
        own.put(topics.examples(), schemas.example());
        own.put(topics.predictions(), Prediction.getClassSchema());
        own.put(topics.drift(), DriftReport.getClassSchema());
        own.put(topics.alerts(), Alert.getClassSchema());
        own.put(topics.retrain(), RetrainRequest.getClassSchema());
        return own;
    }
}
