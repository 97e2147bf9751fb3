package io.headrace.registry.protocol;

import io.headrace.model.ModelArtifact;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.serde.AvroSerdes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches model bytes from headrace.artifacts by digest. The topic is read only when bytes are asked for that are not in the
 * cache, and each part of it once; the cache is bounded by bytes, least recently used first out. Safe for many threads, one of
 * which fetches at a time.
 */
public final class ArtifactStore {

    /** A cache for some dozen models of usual size. */
    public static final long DEFAULT_CACHE_BYTES = 64L * 1024 * 1024;

    private final KafkaClients clients;
    private final ChunkIndex index;
    private final long cacheBytes;
    private final Map<String, ModelArtifact> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;

    private ArtifactStore(KafkaClients clients, ChunkIndex index, long cacheBytes) {
        this.clients = clients;
        this.index = index;
        this.cacheBytes = cacheBytes;
    }

    /**
     * Opens a store; nothing is read yet.
     *
     * @param kafka client settings under Kafka's own names
     * @param cacheBytes model bytes kept in memory at most
     */
    public static ArtifactStore open(Map<String, ?> kafka, AvroSerdes serdes, long cacheBytes) {
        return new ArtifactStore(new KafkaClients(kafka), new ChunkIndex(serdes), cacheBytes);
    }

    /**
     * Fetches a version's bytes.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     * @throws io.headrace.schemas.registry.SchemaRegistryUnavailable if the schema registry does not
     */
    public synchronized Fetched fetch(ArtifactRef reference) {
        ModelArtifact cached = cache.get(reference.getSha256());
        if (cached != null) {
            return new Fetched.Found(cached);
        }
        Fetched fetched = index.fetch(clients, reference);
        switch (fetched) {
            case Fetched.Found(ModelArtifact artifact) -> keep(artifact);
            case Fetched.Broken _ -> {}
        }
        return fetched;
    }

    private void keep(ModelArtifact artifact) {
        if (artifact.size() > cacheBytes) {
            return;
        }
        cache.put(artifact.sha256(), artifact);
        cachedBytes += artifact.size();
        Iterator<ModelArtifact> oldestFirst = cache.values().iterator();
        while (cachedBytes > cacheBytes) {
            cachedBytes -= oldestFirst.next().size();
            oldestFirst.remove();
        }
    }

    /** The bytes if they are in memory. */
    synchronized Optional<ModelArtifact> cached(String sha256) {
        return Optional.ofNullable(cache.get(sha256));
    }
}
