package io.headrace.registry.service;

import io.headrace.registry.protocol.ArtifactStore;
import io.headrace.registry.protocol.RegistryReader;
import io.headrace.registry.protocol.RegistryWriter;
import io.headrace.schemas.serde.AvroSerdes;
import java.time.InstantSource;
import java.util.Map;

/** The registry topics, opened for this service. */
public record Registry(RegistryReader reader, RegistryWriter writer, ArtifactStore artifacts) implements AutoCloseable {

    static Registry open(Map<String, ?> kafka, AvroSerdes serdes, long cacheBytes) {
        RegistryReader reader = RegistryReader.start(kafka, serdes);
        return new Registry(
                reader,
                RegistryWriter.open(kafka, serdes, reader, InstantSource.system()),
                ArtifactStore.open(kafka, serdes, cacheBytes));
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
