package io.headrace.registry.protocol;

import io.headrace.model.ModelArtifact;
import io.headrace.schemas.avro.ArtifactChunk;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where on headrace.artifacts each chunk lies. Built by reading on from where the last look ended; keeps offsets, not bytes.
 * Compaction does not move records, and a chunk that was written again is found at its newer offset. For one thread at a time.
 */
final class ChunkIndex {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkIndex.class);
    private static final TopicPartition ARTIFACTS = new TopicPartition(Topics.ARTIFACTS, 0);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Deserializer<ArtifactChunk> deserializer;
    private final Map<String, Long> offsetByKey = new HashMap<>();
    private long readUntil;

    ChunkIndex(AvroSerdes serdes) {
        deserializer = serdes.specific(ArtifactChunk.class).deserializer();
    }

    Fetched fetch(KafkaClients clients, ArtifactRef reference) {
        try (Consumer<String, byte[]> consumer = clients.consumer("headrace-registry-artifacts")) {
            consumer.assign(List.of(ARTIFACTS));
            Map<Integer, ByteBuffer> pieces = new TreeMap<>();
            for (int chunk = 0; chunk < reference.getChunks(); chunk++) {
                readAt(consumer, reference.getSha256(), chunk, pieces);
            }
            if (pieces.size() < reference.getChunks()) {
                readOn(consumer, clients.end(ARTIFACTS), reference, pieces);
            }
            return assemble(reference, pieces);
        }
    }

    /**
     * Reads what is new, until the bytes are complete or the end comes; notes where chunks are and keeps those that are wanted
     * now. The end is that of all records, not of the visible ones: a version can be seen on the other topic a moment before
     * the same transaction's chunks can be seen here.
     */
    private void readOn(
            Consumer<String, byte[]> consumer, long end, ArtifactRef reference, Map<Integer, ByteBuffer> pieces) {
        consumer.seek(ARTIFACTS, readUntil);
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (readUntil < end && pieces.size() < reference.getChunks()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                note(record);
                if (record.key() != null && record.key().startsWith(reference.getSha256() + "/")) {
                    take(record, pieces);
                }
            }
            long position = consumer.position(ARTIFACTS);
            if (position > readUntil) {
                giveUp = System.nanoTime() + PATIENCE_NANOS;
            } else if (System.nanoTime() - giveUp > 0) {
                throw new TimeoutException(ARTIFACTS + " could not be read on from offset " + readUntil + " to " + end);
            }
            readUntil = position;
        }
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        if (record.value() == null) {
            offsetByKey.remove(record.key());
        } else {
            offsetByKey.put(record.key(), record.offset());
        }
    }

    /** Reads one chunk that an earlier look has noted. */
    private void readAt(Consumer<String, byte[]> consumer, String sha256, int chunk, Map<Integer, ByteBuffer> pieces) {
        Long offset = offsetByKey.get(Chunks.key(sha256, chunk));
        if (offset == null) {
            return;
        }
        consumer.seek(ARTIFACTS, offset);
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (consumer.position(ARTIFACTS) <= offset && System.nanoTime() - giveUp < 0) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(ARTIFACTS)) {
                if (record.offset() == offset) {
                    take(record, pieces);
                }
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record, Map<Integer, ByteBuffer> pieces) {
        if (record.value() == null) {
            return;
        }
        try {
            ArtifactChunk chunk = deserializer.deserialize(ARTIFACTS.topic(), record.value());
            if (Chunks.key(chunk.getSha256(), chunk.getIndex()).equals(record.key())) {
                pieces.put(chunk.getIndex(), chunk.getData());
            } else {
                LOG.warn("Skipped {}@{}: its key does not fit its chunk", ARTIFACTS, record.offset());
            }
        } catch (SerializationException e) {
            LOG.warn("Skipped {}@{}: {}", ARTIFACTS, record.offset(), e.getMessage());
        }
    }

    private static Fetched assemble(ArtifactRef reference, Map<Integer, ByteBuffer> pieces) {
        pieces.keySet().removeIf(index -> index < 0 || index >= reference.getChunks());
        if (pieces.size() < reference.getChunks()) {
            return new Fetched.Broken("of the model with SHA-256 " + reference.getSha256() + " "
                    + Topics.ARTIFACTS + " holds " + pieces.size() + " chunks; " + reference.getChunks()
                    + " would be right; train or publish it again");
        }
        long size = pieces.values().stream().mapToLong(ByteBuffer::remaining).sum();
        if (size != reference.getBytes()) {
            return new Fetched.Broken("the model with SHA-256 " + reference.getSha256() + " has " + size + " bytes on "
                    + Topics.ARTIFACTS + "; " + reference.getBytes() + " would be right");
        }
        ByteBuffer joined = ByteBuffer.allocate(Math.toIntExact(size));
        pieces.values().forEach(piece -> joined.put(piece.duplicate()));
        ModelArtifact artifact = new ModelArtifact(joined.array());
        return artifact.sha256().equals(reference.getSha256())
                ? new Fetched.Found(artifact)
                : new Fetched.Broken("the bytes on " + Topics.ARTIFACTS + " have SHA-256 " + artifact.sha256() + "; "
                        + reference.getSha256() + " would be right");
    }
}
