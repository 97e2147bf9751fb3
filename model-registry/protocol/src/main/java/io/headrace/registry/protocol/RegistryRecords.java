package io.headrace.registry.protocol;

import io.headrace.model.ModelArtifact;
import io.headrace.registry.protocol.view.RegistryKey;
import io.headrace.schemas.avro.ArtifactChunk;
import io.headrace.schemas.avro.ModelAlias;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Makes the records of the registry topics, ready to send. */
final class RegistryRecords {

    private final Serializer<RegistryRecord> models;
    private final Serializer<ArtifactChunk> artifacts;
    private final InstantSource clock;

    RegistryRecords(AvroSerdes serdes, InstantSource clock) {
        this.models = serdes.specific(RegistryRecord.class).serializer();
        this.artifacts = serdes.specific(ArtifactChunk.class).serializer();
        this.clock = clock;
    }

    List<ProducerRecord<String, byte[]>> chunks(ModelArtifact artifact) {
        return Chunks.of(artifact).stream()
                .map(chunk -> new ProducerRecord<>(
                        Topics.ARTIFACTS,
                        Chunks.key(chunk.getSha256(), chunk.getIndex()),
                        artifacts.serialize(Topics.ARTIFACTS, chunk)))
                .toList();
    }

    ProducerRecord<String, byte[]> version(ModelVersion version, Authorship by) {
        RegistryKey key = new RegistryKey.OfVersion(new PipelineName(version.getPipeline()), version.getVersion());
        return record(key, version, by);
    }

    ProducerRecord<String, byte[]> alias(
            PipelineName pipeline, String alias, int version, Optional<Integer> previous, Authorship by) {
        ModelAlias body = new ModelAlias(pipeline.value(), alias, version, previous.orElse(null));
        return record(new RegistryKey.OfAlias(pipeline, alias), body, by);
    }

    private ProducerRecord<String, byte[]> record(RegistryKey key, Object body, Authorship by) {
        RegistryRecord record =
                new RegistryRecord(by.who(), clock.instant().truncatedTo(ChronoUnit.MILLIS), by.why(), body);
        return new ProducerRecord<>(Topics.MODELS, key.toString(), models.serialize(Topics.MODELS, record));
    }
}
