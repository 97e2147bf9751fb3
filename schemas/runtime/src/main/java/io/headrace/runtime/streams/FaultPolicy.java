package io.headrace.runtime.streams;

import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Decides what follows a fault that stopped a topology. Exactly-once makes a restart safe: what was not committed is done
 * again. Faults of the surroundings (broker or registry away) are given many tries with growing pauses; any other fault a
 * few, since a cause that stays would stay. Safe for use by many threads.
 */
final class FaultPolicy {

    sealed interface Decision {

        /** It starts again after a pause. */
        record Restart(Duration pause) implements Decision {}

        /**
         * The app ends.
         *
         * @param why in a few words
         */
        record GiveUp(String why) implements Decision {}
    }

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST_PASSING = 30;
    private static final int MOST_OTHER = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Deque<Instant> passing = new ArrayDeque<>();
    private final Deque<Instant> other = new ArrayDeque<>();

    synchronized Decision decide(Throwable fault, Instant now) {
        if (has(fault, Error.class)) {
            return new Decision.GiveUp("the JVM is not sound");
        }
        boolean passes = isPassing(fault);
        Deque<Instant> recent = passes ? passing : other;
        int most = passes ? MOST_PASSING : MOST_OTHER;
        recent.addLast(now);
        while (recent.getFirst().isBefore(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        if (recent.size() > most) {
            return new Decision.GiveUp(recent.size() + " faults within " + WINDOW.toMinutes() + " minutes");
        }
        return new Decision.Restart(pause(recent.size()));
    }

    private static Duration pause(int faults) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(faults - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static boolean isPassing(Throwable fault) {
        return has(fault, RetriableException.class) || has(fault, SchemaRegistryUnavailable.class);
    }

    private static boolean has(Throwable fault, Class<? extends Throwable> type) {
        return Causes.of(fault).stream().anyMatch(type::isInstance);
    }
}
