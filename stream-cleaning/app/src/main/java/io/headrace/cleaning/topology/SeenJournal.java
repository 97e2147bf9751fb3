package io.headrace.cleaning.topology;

import io.headrace.runtime.streams.expiry.ExpiringKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Events that were seen since the memory of them was written. As bytes: the version (1), and for each event whether it came clean
 * (1) or was dropped (0) in a byte, its time in 8 bytes, the length of its id's key in one, and the key. Not for several threads.
 */
final class SeenJournal {

    /** How many events it takes: it is written with each commit. */
    static final int MOST_EVENTS = 64;

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + Long.BYTES + 1;
    private static final int FIRST_BYTES = 2048;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int used = 1;
    private int events;

    /** Takes the events of a journal, in their order. */
    @FunctionalInterface
    interface Reader {
        void event(ExpiringKey id, long time, boolean clean);
    }

    SeenJournal() {
        bytes[0] = VERSION;
    }

    boolean isFull() {
        return events == MOST_EVENTS;
    }

    void add(ExpiringKey id, long time, boolean clean) {
        int needed = used + HEAD_BYTES + id.length();
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        ByteBuffer.wrap(bytes, used, HEAD_BYTES)
                .put((byte) (clean ? 1 : 0))
                .putLong(time)
                .put((byte) id.length());
        id.copyTo(bytes, used + HEAD_BYTES);
        used = needed;
        events++;
    }

    void clear() {
        used = 1;
        events = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, used);
    }

    /**
     * Reads a stored journal.
     *
     * @param store its name, for the message
     * @throws IllegalStateException where the bytes are of another version
     */
    static void read(String store, byte[] stored, Reader reader) {
        if (stored.length == 0 || stored[0] != VERSION) {
            throw new IllegalStateException(
                    "store %s holds events of version %d; this release reads version %d: reset the application's state"
                            .formatted(store, stored.length == 0 ? -1 : stored[0], VERSION));
        }
        ByteBuffer in = ByteBuffer.wrap(stored, 1, stored.length - 1);
        while (in.hasRemaining()) {
            boolean clean = in.get() != 0;
            long time = in.getLong();
            byte[] id = new byte[Byte.toUnsignedInt(in.get())];
            in.get(id);
            reader.event(ExpiringKey.ofBytes(id), time, clean);
        }
    }
}
