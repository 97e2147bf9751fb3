package io.headrace.features.engine;

/**
 * An event's id in 32 bits: what tells two events of one entity in one millisecond apart. Two of them are taken for one with a chance
 * of one in four billion. Part of the stored state, so it never changes.
 */
final class EventId {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private EventId() {}

    /** The upper half of a 64-bit hash. */
    static int of(CharSequence text) {
        return (int) (hash(text) >>> Integer.SIZE);
    }

    /** Each UTF-16 unit is mixed in with a multiplication and a rotation; then the finaliser of MurmurHash3. */
    private static long hash(CharSequence text) {
        long hash = text.length() * MULTIPLIER;
        for (int i = 0; i < text.length(); i++) {
            hash = Long.rotateLeft((hash ^ text.charAt(i)) * MULTIPLIER, 29);
        }
        hash ^= hash >>> 33;
        hash *= 0xFF51AFD7ED558CCDL;
        hash ^= hash >>> 33;
        hash *= 0xC4CEB9FE1A85EC53L;
        return hash ^ (hash >>> 33);
    }
}
