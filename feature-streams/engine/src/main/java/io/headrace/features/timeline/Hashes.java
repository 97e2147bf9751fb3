package io.headrace.features.timeline;

/** Values in 64 bits: two of n different ones are the same with a chance of n²/2^65. Part of stored pieces, so they never change. */
final class Hashes {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Hashes() {}

    /** Of a number; both zeros are one. */
    static long of(double value) {
        return mix(Double.doubleToLongBits(value + 0.0) * MULTIPLIER);
    }

    /** Each UTF-16 unit is mixed in with a multiplication and a rotation; then as a number is. */
    static long of(String text) {
        long hash = text.length() * MULTIPLIER;
        for (int i = 0; i < text.length(); i++) {
            hash = Long.rotateLeft((hash ^ text.charAt(i)) * MULTIPLIER, 29);
        }
        return mix(hash);
    }

    /** The finaliser of MurmurHash3: each bit depends on all. */
    private static long mix(long value) {
        long hash = value;
        hash ^= hash >>> 33;
        hash *= 0xFF51AFD7ED558CCDL;
        hash ^= hash >>> 33;
        hash *= 0xC4CEB9FE1A85EC53L;
        return hash ^ (hash >>> 33);
    }
}
