package io.headrace.features.app.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.features.engine.Lives;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** Where a stage's store has what: an entity's pieces by the length of its name, its name and the piece's key; and in which lives it is. */
final class PieceKeys {

    /** No name is so long. */
    static final Bytes LIVES = Bytes.wrap(new byte[] {-1, -1, -1, -1});

    /** Behind all keys that the engine gives its pieces. */
    private static final byte[] PAST_ALL = {-1};

    private static final byte[] BEFORE_ALL = {};
    private static final byte VERSION = 1;

    private final byte[] entity;

    PieceKeys(String entity) {
        this.entity = entity.getBytes(UTF_8);
    }

    Bytes of(byte[] key) {
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + entity.length + key.length)
                .putInt(entity.length)
                .put(entity)
                .put(key)
                .array());
    }

    /** Not behind any of the entity's. */
    Bytes first() {
        return of(BEFORE_ALL);
    }

    /** Behind all of the entity's. */
    Bytes last() {
        return of(PAST_ALL);
    }

    static byte[] write(Lives lives) {
        return ByteBuffer.allocate(1 + 2 * Integer.BYTES)
                .put(VERSION)
                .putInt(lives.events())
                .putInt(lives.labels())
                .array();
    }

    static Lives read(byte[] lives) {
        ByteBuffer in = ByteBuffer.wrap(lives);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "the lives of a stage have version " + version + "; this release reads version " + VERSION);
        }
        return new Lives(in.getInt(), in.getInt());
    }
}
