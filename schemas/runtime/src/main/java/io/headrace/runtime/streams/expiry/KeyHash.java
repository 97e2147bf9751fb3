package io.headrace.runtime.streams.expiry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * A 64-bit hash of bytes, another one in each process: whoever chooses keys cannot choose them to collide. It folds a 128-bit
 * product for every eight bytes, as wyhash does, with factors that are not known.
 */
final class KeyHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long SEED = RANDOM.nextLong();
    private static final long FACTOR = RANDOM.nextLong() | 1;
    private static final long LAST_FACTOR = RANDOM.nextLong() | 1;

    private KeyHash() {}

    static long of(byte[] bytes, int from, int to) {
        long hash = SEED ^ (to - from);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = folded(hash ^ (long) LONGS.get(bytes, at), FACTOR);
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << Byte.SIZE | Byte.toUnsignedLong(bytes[at]);
        }
        return folded(folded(hash ^ rest, FACTOR) ^ SEED, LAST_FACTOR);
    }

    private static long folded(long value, long factor) {
        return Math.unsignedMultiplyHigh(value, factor) ^ value * factor;
    }
}
