package io.headrace.runtime.streams.expiry;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Keys that are stored together, each with its deadline. As bytes: the version (2), and for each key its deadline in 8 bytes
 * (big-endian), its length in one, and itself. Not for several threads.
 */
final class KeyBlock {

    private static final byte VERSION = 2;
    private static final int HEAD_BYTES = Long.BYTES + 1;
    private static final int FIRST_BYTES = 2048;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int used = 1;

    /** Sees the keys of a block. */
    @FunctionalInterface
    interface Reader {

        /**
         * A key.
         *
         * @param block its bytes are some of these
         * @return whether to go on with the next one
         */
        boolean key(long deadline, byte[] block, int from, int to);
    }

    KeyBlock() {
        bytes[0] = VERSION;
    }

    void add(long deadline, ExpiringKey key) {
        int needed = used + HEAD_BYTES + key.length();
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        ByteBuffer.wrap(bytes, used, HEAD_BYTES).putLong(deadline).put((byte) key.length());
        key.copyTo(bytes, used + HEAD_BYTES);
        used = needed;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, used);
    }

    /**
     * Reads the keys of a stored block.
     *
     * @throws IllegalStateException where the bytes are of another version
     */
    static void read(String store, byte[] block, Reader reader) {
        requireVersion(store, block);
        ByteBuffer in = ByteBuffer.wrap(block);
        int at = 1;
        while (at < block.length) {
            int from = at + HEAD_BYTES;
            int to = from + Byte.toUnsignedInt(block[from - 1]);
            if (!reader.key(in.getLong(at), block, from, to)) {
                return;
            }
            at = to;
        }
    }

    /** @throws IllegalStateException where the bytes are of another version */
    static void requireVersion(String store, byte[] block) {
        if (block.length == 0 || block[0] != VERSION) {
            throw new IllegalStateException(
                    "store %s holds keys of version %d; this release reads version %d: reset the application's state"
                            .formatted(store, block.length == 0 ? -1 : block[0], VERSION));
        }
    }
}
