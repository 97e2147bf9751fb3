package io.headrace.standalone.backfill;

import io.headrace.features.engine.EntityPieces;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An entity's pieces as they were at the checkpoint before; without one there are none, and what is known is in its state alone. */
final class KeptPieces implements EntityPieces, EntityPieces.Changes, Resumable {

    /** Most runs never write one. */
    private Map<ByteBuffer, byte[]> pieces = Map.of();

    @Override
    public Optional<byte[]> read(byte[] key) {
        return pieces.isEmpty() ? Optional.empty() : Optional.ofNullable(pieces.get(ByteBuffer.wrap(key)));
    }

    @Override
    public void put(byte[] key, byte[] piece) {
        if (pieces.isEmpty()) {
            pieces = new HashMap<>();
        }
        pieces.put(ByteBuffer.wrap(key), piece);
    }

    @Override
    public void remove(byte[] key) {
        if (!pieces.isEmpty()) {
            pieces.remove(ByteBuffer.wrap(key));
        }
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        out.writeInt(pieces.size());
        for (Map.Entry<ByteBuffer, byte[]> piece : pieces.entrySet()) {
            Saved.bytes(out, piece.getKey().array());
            Saved.bytes(out, piece.getValue());
        }
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            byte[] key = Saved.bytes(in);
            put(key, Saved.bytes(in));
        }
    }
}
