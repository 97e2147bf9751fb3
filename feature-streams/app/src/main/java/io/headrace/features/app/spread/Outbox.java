package io.headrace.features.app.spread;

import io.headrace.runtime.streams.eventtime.InputClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a source has read and not sent yet. Records go out some together; where a commit comes between, they are kept with the
 * offset that they were read to. Written anew with each record, so few are to be in it.
 */
final class Outbox {

    /** So many records are to be in it at most, or so many bytes and one record. */
    private static final int ENOUGH = 32;

    private static final int ENOUGH_BYTES = 1 << 18;

    private static final byte VERSION = 2;
    private static final byte[] NOTHING = {};
    private static final int FIXED_BYTES = 4 * Long.BYTES + 2 * Integer.BYTES;

    private final InputClock clock;
    private ByteBuffer entries = ByteBuffer.allocate(1 << 12);
    private int size;
    private boolean isKept;

    /**
     * A record read.
     *
     * @param position in event time
     * @param watermark progress of its partition with it
     * @param payload the record's value, as far as it is needed
     */
    @SuppressWarnings("ArrayRecordComponent") // kept as bytes, never compared
    record Entry(long offset, long position, long watermark, long time, String id, byte[] payload) {}

    Outbox(InputClock clock) {
        this.clock = clock;
    }

    /** What was left when the task ended: in the outbox again, to be sent. */
    List<Entry> left() {
        byte[] kept = clock.kept();
        List<Entry> left = kept.length == 0 ? List.of() : read(ByteBuffer.wrap(kept));
        left.forEach(this::add);
        isKept = !left.isEmpty();
        return left;
    }

    void add(Entry entry) {
        byte[] id = entry.id().getBytes(StandardCharsets.UTF_8);
        int bytes = FIXED_BYTES + id.length + entry.payload().length;
        if (entries.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(2 * (entries.position() + bytes));
            entries = larger.put(entries.flip());
        }
        if (size++ == 0) {
            entries.put(VERSION);
        }
        entries.putLong(entry.offset())
                .putLong(entry.position())
                .putLong(entry.watermark())
                .putLong(entry.time())
                .putInt(id.length)
                .put(id)
                .putInt(entry.payload().length)
                .put(entry.payload());
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether what is in it is to be sent. */
    boolean isFull() {
        return size >= ENOUGH || entries.position() >= ENOUGH_BYTES;
    }

    /** Not all is sent before the next record: keeps it. */
    void keep() {
        clock.keep(Arrays.copyOf(entries.array(), entries.position()));
        isKept = true;
    }

    /** All is sent. */
    void clear() {
        entries.clear();
        size = 0;
        if (isKept) {
            clock.keep(NOTHING);
            isKept = false;
        }
    }

    private static List<Entry> read(ByteBuffer in) {
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "what was read and not sent has version " + version + "; this release reads version " + VERSION);
        }
        List<Entry> entries = new ArrayList<>();
        while (in.hasRemaining()) {
            entries.add(new Entry(
                    in.getLong(),
                    in.getLong(),
                    in.getLong(),
                    in.getLong(),
                    new String(bytes(in), StandardCharsets.UTF_8),
                    bytes(in)));
        }
        return entries;
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
