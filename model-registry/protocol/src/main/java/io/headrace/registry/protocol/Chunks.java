package io.headrace.registry.protocol;

import io.headrace.model.ModelArtifact;
import io.headrace.schemas.avro.ArtifactChunk;
import io.headrace.schemas.avro.ArtifactRef;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** How model bytes are cut up for headrace.artifacts. */
final class Chunks {

    /** Bytes of a chunk; the last one may be shorter. */
    static final int SIZE = 512 * 1024;

    private Chunks() {}

    static ArtifactRef reference(ModelArtifact artifact) {
        return new ArtifactRef(artifact.sha256(), (long) artifact.size(), count(artifact.size()));
    }

    static List<ArtifactChunk> of(ModelArtifact artifact) {
        int count = count(artifact.size());
        return IntStream.range(0, count)
                .mapToObj(index -> new ArtifactChunk(artifact.sha256(), index, count, piece(artifact, index)))
                .toList();
    }

    /** The key of a chunk's record. */
    static String key(String sha256, int index) {
        return sha256 + "/" + index;
    }

    private static int count(int size) {
        return Math.max(1, Math.ceilDiv(size, SIZE));
    }

    private static ByteBuffer piece(ModelArtifact artifact, int index) {
        int from = index * SIZE;
        return ByteBuffer.wrap(artifact.onnx(), from, Math.min(SIZE, artifact.size() - from))
                .slice();
    }
}
