package io.headrace.schemas.definition;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** How far back a window goes from an event at t. */
public sealed interface Extent {

    /** How far back a window looks that is not bounded by a time of its own: a year, with a month to spare. */
    Duration LONGEST = Duration.ofDays(400);

    /** The longest time before the event that it may see; {@link ChronoUnit#FOREVER} where there is none. */
    Duration over();

    /**
     * The events in (t - over, t].
     *
     * @param over above zero
     */
    record Time(Duration over) implements Extent {

        public Time {
            Bounds.positive("over", over);
        }
    }

    /**
     * Of the events in (t - within, t] that bring the operand the newest ones, by time and, within a millisecond, by the hash of their id.
     *
     * @param most how many at most, 1 to {@value #MOST}
     * @param within above zero
     */
    record Events(int most, Duration within) implements Extent {

        public static final int MOST = 10_000;

        public Events {
            Bounds.within("over.events", most, 1, MOST);
            Bounds.positive("over.within", within);
        }

        @Override
        public Duration over() {
            return within;
        }
    }

    /** All events of the entity up to t, since it was first seen. */
    record Lifetime() implements Extent {

        @Override
        public Duration over() {
            return ChronoUnit.FOREVER.getDuration();
        }
    }
}
