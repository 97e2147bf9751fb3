package io.headrace.features.timeline;

import java.util.Optional;

/** Where the pieces of one timeline are kept that are not in memory. */
@FunctionalInterface
public interface Pieces {

    /** For timelines that are in memory as a whole. */
    Pieces NONE = block -> {
        throw new IllegalStateException("there is nothing stored, and " + block + " was asked for");
    };

    /**
     * The bytes of a piece.
     *
     * @throws IllegalStateException if there is none
     */
    byte[] read(Block block);

    /** The bytes of what is not in entries any more; empty if there is nothing of the sort. */
    default Optional<byte[]> folded() {
        return Optional.empty();
    }

    /** What changed since the last time: for each piece its new bytes, or that it is no more. */
    interface Changes {

        void put(Block block, byte[] bytes);

        void remove(Block block);

        /** What is not in entries any more has these bytes now; empty: nothing of it is kept any more. */
        void folded(Optional<byte[]> bytes);
    }
}
