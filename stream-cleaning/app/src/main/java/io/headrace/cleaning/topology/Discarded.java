package io.headrace.cleaning.topology;

import java.nio.ByteBuffer;

/**
 * How many of a partition's events came to nothing since its topic was made. As bytes: the version (1), then each number in 8
 * bytes, as here.
 *
 * @param duplicates their id had come before
 * @param dropped by a rule
 */
public record Discarded(long duplicates, long dropped) {

    /** Of a partition that nothing was read of. */
    public static final Discarded NONE = new Discarded(0, 0);

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 2 * Long.BYTES;

    Discarded oneDuplicate() {
        return new Discarded(duplicates + 1, dropped);
    }

    Discarded oneDropped() {
        return new Discarded(duplicates, dropped + 1);
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(duplicates)
                .putLong(dropped)
                .array();
    }

    /**
     * Reads stored ones.
     *
     * @param store its name, for the message
     * @throws IllegalStateException where the bytes are of another version
     */
    static Discarded read(String store, byte[] stored) {
        if (stored.length != LENGTH || stored[0] != VERSION) {
            throw new IllegalStateException(
                    "store %s holds counts of version %d in %d bytes; this release reads version %d in %d: reset the application's state"
                            .formatted(store, stored.length == 0 ? -1 : stored[0], stored.length, VERSION, LENGTH));
        }
        ByteBuffer in = ByteBuffer.wrap(stored, 1, LENGTH - 1);
        return new Discarded(in.getLong(), in.getLong());
    }
}
