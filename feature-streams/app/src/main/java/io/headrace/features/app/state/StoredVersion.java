package io.headrace.features.app.state;

import io.headrace.features.engine.RowVersions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * A version of a reference's row as it is stored. Its key is the length of the row's key in 4 bytes, the row's key in UTF-8, then the
 * version's time (8 bytes), partition (4) and offset (8). Its value, in version 1:
 *
 * <pre>{@code
 * byte     version (1)
 * 8 bytes  since
 * byte     1: the row is there; 0: it is gone
 * rest     the record's value as it came
 * }</pre>
 *
 * @param value empty where the row is gone
 */
record StoredVersion(long since, Optional<byte[]> value) {

    private static final byte VERSION = 1;
    private static final byte GONE = 0;
    private static final byte THERE = 1;
    private static final int HEAD_BYTES = 2 + Long.BYTES;
    private static final int PLACE_BYTES = 2 * Long.BYTES + Integer.BYTES;

    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(
                        HEAD_BYTES + value.map(bytes -> bytes.length).orElse(0))
                .put(VERSION)
                .putLong(since)
                .put(value.isPresent() ? THERE : GONE);
        value.ifPresent(out::put);
        return out.array();
    }

    static StoredVersion read(byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("a row of a reference was stored in version " + version
                    + "; this release reads version " + VERSION);
        }
        long since = in.getLong();
        return new StoredVersion(
                since,
                in.get() == THERE
                        ? Optional.of(Arrays.copyOfRange(stored, HEAD_BYTES, stored.length))
                        : Optional.empty());
    }

    static Bytes key(byte[] row, RowVersions.Place place) {
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + row.length + PLACE_BYTES)
                .putInt(row.length)
                .put(row)
                .putLong(place.time())
                .putInt(place.partition())
                .putLong(place.offset())
                .array());
    }

    /** No version of a row has a key before this. */
    static Bytes first(byte[] row) {
        return key(row, new RowVersions.Place(0, 0, 0));
    }

    /** Nor one behind this: times, partitions and offsets are not negative. */
    static Bytes last(byte[] row) {
        return key(row, new RowVersions.Place(-1, -1, -1));
    }

    static RowVersions.Place place(Bytes key) {
        ByteBuffer in = ByteBuffer.wrap(key.get());
        in.position(in.limit() - PLACE_BYTES);
        return new RowVersions.Place(in.getLong(), in.getInt(), in.getLong());
    }
}
