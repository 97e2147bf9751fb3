package io.headrace.features.engine;

import java.util.Optional;

/**
 * Where the pieces of one entity's state are kept. Keys are the engine's own, up to 19 bytes, and
 * unique within the entity and stage.
 */
public interface EntityPieces {

    /** For states that are in memory as a whole: nothing is stored, and nothing need be. */
    EntityPieces NONE = new EntityPieces() {
        @Override
        public Optional<byte[]> read(byte[] key) {
            return Optional.empty();
        }
    };

    /** The piece that was put under a key; empty if there is none. */
    Optional<byte[]> read(byte[] key);

    /** What changed in a state. */
    interface Changes {

        void put(byte[] key, byte[] piece);

        void remove(byte[] key);
    }
}
