package io.headrace.runtime.streams.eventtime;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Up to where everything has not only come but gone on. That all had come is known at some time; it has gone on when nothing waits
 * any more that was there at that time.
 *
 * @param <T> up to where: it only grows
 */
final class Settled<T> {

    /** So many are enough to go by while much waits. */
    private static final int MOST = 256;

    private final Deque<Claim<T>> claims = new ArrayDeque<>();
    private T settled;

    /** @param next number of the batch that comes next: those before it were there */
    private record Claim<T>(T come, long next) {}

    Settled(T nothing) {
        settled = nothing;
    }

    /**
     * @param come up to where everything has come
     * @param next number of the batch that comes next
     * @param leastWaiting the least number of a batch of which something waits; the least of all where it is not known
     */
    T at(T come, long next, long leastWaiting) {
        T last = claims.isEmpty() ? settled : claims.getLast().come();
        if (!come.equals(last) && claims.size() < MOST) {
            claims.add(new Claim<>(come, next));
        }
        while (!claims.isEmpty() && claims.getFirst().next() <= leastWaiting) {
            settled = claims.removeFirst().come();
        }
        return settled;
    }
}
