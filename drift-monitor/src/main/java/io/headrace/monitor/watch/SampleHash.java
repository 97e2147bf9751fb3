package io.headrace.monitor.watch;

/**
 * An even hash of event ids (FNV-1a, mixed as in SplitMix64): which rows of a long window stay in its sample follows from their
 * ids alone, whatever the order or the partition they come from.
 */
final class SampleHash {

    private SampleHash() {}

    static long of(String eventId) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < eventId.length(); i++) {
            hash = (hash ^ eventId.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
