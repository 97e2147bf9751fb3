package io.headrace.runtime.streams.eventtime;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Up to which moment everything that the sources of a relay had has not only come to it but gone on. That all had come is known at some
 * time; it has gone on when nothing waits any more that was there at that time, whenever the sources had it.
 */
final class Settled {

    /** So many are enough to go by while much waits. */
    private static final int MOST = 256;

    private final Deque<Claim> claims = new ArrayDeque<>();
    private long at = Mark.NEVER;

    private record Claim(long idleAt, long knownAt) {}

    /**
     * @param idleAt up to when everything has come, epoch milliseconds by the sources' wall clock
     * @param waitsSince when that came which waits longest, epoch milliseconds by the wall clock
     */
    long at(long idleAt, long now, long waitsSince) {
        if (claims.isEmpty() ? idleAt > at : idleAt > claims.getLast().idleAt() && claims.size() < MOST) {
            claims.add(new Claim(idleAt, now));
        }
        while (!claims.isEmpty() && claims.getFirst().knownAt() < waitsSince) {
            at = claims.removeFirst().idleAt();
        }
        return at;
    }
}
