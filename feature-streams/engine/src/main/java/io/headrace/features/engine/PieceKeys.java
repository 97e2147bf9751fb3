package io.headrace.features.engine;

import io.headrace.features.engine.EntityState.Line;
import io.headrace.features.timeline.Block;
import io.headrace.features.timeline.CorruptPieceException;
import io.headrace.features.timeline.Pieces;
import java.nio.ByteBuffer;

/**
 * Keys of an entity's pieces: nothing for the entity's own record; the line's number and life for the root of a line that is too large
 * to be part of it; those and the block (8 bytes of time, 4 of id, 1 of bits) for all other pieces. A first byte says which: 0, 1 or 2.
 */
final class PieceKeys {

    private static final byte[] ENTITY = {0};
    private static final int ROOT_BYTES = 2 + Integer.BYTES;
    private static final int PIECE_BYTES = ROOT_BYTES + Long.BYTES + Integer.BYTES + 1;

    private PieceKeys() {}

    static byte[] entity() {
        return ENTITY.clone();
    }

    static byte[] root(Line line, Lives lives) {
        return ByteBuffer.allocate(ROOT_BYTES)
                .put((byte) 1)
                .put(line.number)
                .putInt(lives.of(line))
                .array();
    }

    static byte[] piece(Line line, Lives lives, Block block) {
        return ByteBuffer.allocate(PIECE_BYTES)
                .put((byte) 2)
                .put(line.number)
                .putInt(lives.of(line))
                .putLong(block.time())
                .putInt(block.id())
                .put((byte) block.bits())
                .array();
    }

    /** One line's pieces. */
    static Pieces of(Line line, Lives lives, EntityPieces pieces) {
        return EntityPieces.NONE.equals(pieces)
                ? Pieces.NONE
                : block -> pieces.read(piece(line, lives, block))
                        .orElseThrow(() -> new CorruptPieceException("the store lacks " + line + " of " + block));
    }
}
