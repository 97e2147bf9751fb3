package io.headrace.connectors.payments;

import java.util.function.LongSupplier;

/** Lets so many payments a second through, in the mean; what was not used for more than a second is forfeited. For one thread. */
final class Pace {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final LongSupplier nanoClock;
    private double budget;
    private long last;

    /** @param perSecond 0 for no limit */
    Pace(double perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
        this.last = nanoClock.getAsLong();
    }

    /** How many may go now, and takes them as gone. */
    int take(int most) {
        if (perSecond <= 0) {
            return most;
        }
        long now = nanoClock.getAsLong();
        budget = Math.min(Math.max(perSecond, 1), budget + (now - last) / NANOS_PER_SECOND * perSecond);
        last = now;
        int taken = (int) Math.min(most, budget);
        budget -= taken;
        return taken;
    }
}
