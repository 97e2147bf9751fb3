package io.headrace.schemas.time;

import java.time.Duration;

/**
 * How far a stream's event time has got, told by its records alone. The latest event time seen would do but for strays: one
 * event dated years ahead would make all that follow late. So the clock goes to a record's time only when that is at most a
 * pace away; a greater jump takes it one pace, and twice as far with each further record that asks for the same direction. A
 * single stray costs a pace, a real gap or the start of a replay is caught up within some twenty records, and a clock that was
 * led astray is led back. Deterministic: the same records in the same order give the same times.
 *
 * @param now epoch milliseconds
 * @param stride the last jump in milliseconds where it fell short of the record's time: above 0 forwards, below 0 backwards; 0
 *     where it did not
 */
public record EventClock(long now, long stride) {

    /**
     * How a clock goes.
     *
     * @param pace the greatest jump taken at face value; above zero
     * @param lateness how far behind the clock a record may be without moving it
     */
    public record Rule(Duration pace, Duration lateness) {

        public Rule {
            if (pace.toMillis() <= 0 || lateness.isNegative()) {
                throw new IllegalArgumentException(
                        "a clock needs a pace above zero and a lateness of zero or more, found " + pace + " and "
                                + lateness);
            }
        }
    }

    /** A clock at its first record. */
    public static EventClock startingAt(long eventTime) {
        return new EventClock(eventTime, 0);
    }

    /** The clock after one more record. */
    public EventClock after(long eventTime, Rule rule) {
        long pace = rule.pace().toMillis();
        if (eventTime > now) {
            return towards(eventTime, Math.max(pace, doubled(stride)));
        }
        long bound = Math.subtractExact(now, rule.lateness().toMillis());
        if (eventTime < bound - pace) {
            return towards(eventTime, -Math.max(pace, doubled(-stride)));
        }
        return stride == 0 ? this : new EventClock(now, 0);
    }

    /** Whether a record of this event time is later than the rule's lateness allows. */
    public boolean isLate(long eventTime, Rule rule) {
        return eventTime < now - rule.lateness().toMillis();
    }

    private EventClock towards(long eventTime, long jump) {
        boolean reached = Math.abs(eventTime - now) <= Math.abs(jump);
        return reached ? new EventClock(eventTime, 0) : new EventClock(now + jump, jump);
    }

    private static long doubled(long stride) {
        return stride > Long.MAX_VALUE / 4 ? stride : 2 * stride;
    }
}
