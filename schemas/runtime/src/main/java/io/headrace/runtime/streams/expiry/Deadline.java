package io.headrace.runtime.streams.expiry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.common.utils.Bytes;

/** How deadlines and keys are written. Every stored value begins with the version of its format, a byte. */
final class Deadline {

    /** Of the version and a deadline. */
    static final int VALUE_BYTES = 1 + Long.BYTES;

    private static final byte VERSION = 1;

    /** A longer key is stored as its digest, so that a store's size goes by the number of keys alone. */
    private static final int LONGEST_KEY = 128;

    private static final byte WHOLE = 0;
    private static final byte DIGEST = 1;

    private Deadline() {}

    /** An event time and a duration in milliseconds together; what is beyond every time is the last one. */
    static long after(long time, long millis) {
        long sum = time + millis;
        return sum < time ? Long.MAX_VALUE : sum;
    }

    static byte[] write(long deadline, byte[] rest) {
        return ByteBuffer.allocate(VALUE_BYTES + rest.length)
                .put(VERSION)
                .putLong(deadline)
                .put(rest)
                .array();
    }

    /** @throws IllegalStateException where the bytes are of another version */
    static long read(String store, byte[] value) {
        if (value.length < VALUE_BYTES || value[0] != VERSION) {
            throw new IllegalStateException(
                    "store %s holds a value of version %d; this release reads version %d: reset the application's state"
                            .formatted(store, value.length == 0 ? -1 : value[0], VERSION));
        }
        return ByteBuffer.wrap(value).getLong(1);
    }

    /** A key that may be of any length. */
    static Bytes key(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_KEY ? tagged(WHOLE, bytes) : tagged(DIGEST, digest(bytes));
    }

    private static Bytes tagged(byte tag, byte[] bytes) {
        byte[] tagged = new byte[1 + bytes.length];
        tagged[0] = tag;
        System.arraycopy(bytes, 0, tagged, 1, bytes.length);
        return Bytes.wrap(tagged);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
