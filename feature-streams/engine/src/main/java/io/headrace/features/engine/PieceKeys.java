package io.headrace.features.engine;

import io.headrace.features.engine.EntityState.Line;
import io.headrace.features.timeline.Block;
import io.headrace.features.timeline.CorruptPieceException;
import io.headrace.features.timeline.Pieces;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Keys of an entity's pieces: nothing for the entity's own record; the line's number and life for the root of a line that is too large
 * to be part of it; those and the block (8 bytes of time, 4 of id, 1 of bits) for all other pieces; the line's number and life again for what is folded. A first
 * byte says which: 0, 1, 2 or 3.
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

    static byte[] folded(Line line, Lives lives) {
        return ByteBuffer.allocate(ROOT_BYTES)
                .put((byte) 3)
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
        if (EntityPieces.NONE.equals(pieces)) {
            return Pieces.NONE;
        }
        return new Pieces() {
            @Override
            public byte[] read(Block block) {
                return pieces.read(piece(line, lives, block))
                        .orElseThrow(() -> new CorruptPieceException("the store lacks " + line + " of " + block));
            }

            @Override
            public Optional<byte[]> folded() {
                return pieces.read(PieceKeys.folded(line, lives));
            }
        };
    }
}
