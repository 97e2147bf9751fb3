package io.headrace.connectors.payments.simulation;

import java.util.BitSet;

/**
 * Which of a number of things are compromised on a day: some new ones each day, each for some days. Those of the days before
 * the first count too, so that the share is steady from the start (the Handbook begins with none).
 *
 * @param size how many things there are
 * @param perDay how many new ones a day in the mean
 * @param lastingDays 1 or more
 */
record Compromised(long seed, Draws.Purpose purpose, int size, double perDay, int lastingDays) {

    /** @param share of the usual number, between 0 and 1; those on with a smaller share are among those on with a larger */
    BitSet on(int day, double share) {
        BitSet compromised = new BitSet(size);
        for (int since = day - lastingDays + 1; since <= day; since++) {
            Draws draws = Draws.of(seed, purpose, since);
            for (int left = draws.around(perDay * share); left > 0; left--) {
                compromised.set(draws.below(size));
            }
        }
        return compromised;
    }
}
