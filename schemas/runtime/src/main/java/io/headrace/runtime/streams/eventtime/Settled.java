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

    /** @param next number of the batch that comes next: those before it were there */
    private record Claim(long idleAt, long next) {}

    /**
     * @param idleAt up to when everything has come, epoch milliseconds by the sources' wall clock
     * @param next number of the batch that comes next
     * @param leastWaiting the least number of a batch of which something waits; the least of all where it is not known
     */
    long at(long idleAt, long next, long leastWaiting) {
        if (claims.isEmpty() ? idleAt > at : idleAt > claims.getLast().idleAt() && claims.size() < MOST) {
            claims.add(new Claim(idleAt, next));
        }
        while (!claims.isEmpty() && claims.getFirst().next() <= leastWaiting) {
            at = claims.removeFirst().idleAt();
        }
        return at;
    }
}
