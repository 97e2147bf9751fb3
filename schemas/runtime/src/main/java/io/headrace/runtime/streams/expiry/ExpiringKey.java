package io.headrace.runtime.streams.expiry;

import java.util.Arrays;

/** A key as {@link ExpiringKeys} has it: itself, or a digest of it where it is long. */
public final class ExpiringKey {

    /** No key is longer. */
    public static final int MOST_BYTES = 255;

    private final byte[] bytes;
    private final long hash;

    private ExpiringKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = KeyHash.of(bytes, 0, bytes.length);
    }

    /** A key that may be of any length. */
    public static ExpiringKey of(String key) {
        return new ExpiringKey(Deadline.key(key).get());
    }

    /** The key that another one's bytes are. */
    public static ExpiringKey ofBytes(byte[] bytes) {
        return new ExpiringKey(bytes.clone());
    }

    /** From 1 to {@link #MOST_BYTES}. */
    public int length() {
        return bytes.length;
    }

    /** Writes its bytes. */
    public void copyTo(byte[] to, int at) {
        System.arraycopy(bytes, 0, to, at, bytes.length);
    }

    /** Not the same in another process. */
    long hash() {
        return hash;
    }

    boolean is(byte[] others, int from, int to) {
        return Arrays.equals(bytes, 0, bytes.length, others, from, to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExpiringKey key && key.hash == hash && Arrays.equals(key.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }
}
