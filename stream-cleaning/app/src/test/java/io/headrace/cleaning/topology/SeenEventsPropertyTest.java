package io.headrace.cleaning.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cleaning.Payments;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The memory of events, in transactions of any size, and with restarts between them from what the changelogs hold. */
class SeenEventsPropertyTest {

    private static final PipelineDefinition DEFINITION = Payments.definition();
    private static final long WINDOW = DEFINITION.clean().deduplicate().toMillis();
    private static final long LATENESS = DEFINITION.events().lateness().toMillis();
    private static final long MINUTE = 60_000;
    private static final int EVENTS = 6000;

    /** An event with what is to be known of it. */
    private record Event(String id, long time, boolean dropped) {}

    @Property(tries = 10)
    void aRestartBetweenAnyTwoCommitsChangesNothing(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        Oracle oracle = new Oracle();
        Map<String, Map<Object, byte[]>> stored = Map.of();
        int came = 0;
        while (came < EVENTS) {
            try (SeenEventsDriver driver = new SeenEventsDriver(DEFINITION, stored)) {
                for (int transaction = random.nextInt(1, 60); transaction > 0; transaction--) {
                    List<Event> events = new ArrayList<>();
                    for (int i = random.nextInt(1, 100); i > 0; i--) {
                        events.add(event(random, came++));
                    }
                    driver.transaction(seen -> events.forEach(event -> compare(seen, event, oracle)));
                }
                stored = driver.changelogs();
            }
        }
    }

    /** All events of a journal, and the one after; each commit is the last before a kill. */
    @Test
    void everyCommitHoldsEveryIdOfItsInput() {
        for (int events = 1; events <= SeenJournal.MOST_EVENTS + 1; events++) {
            int number = events;
            Map<String, Map<Object, byte[]>> stored;
            try (SeenEventsDriver driver = new SeenEventsDriver(DEFINITION, Map.of())) {
                driver.transaction(seen -> {
                    for (int i = 0; i < number; i++) {
                        seen.clean("t-" + i, Payments.NOON + i);
                    }
                });
                stored = driver.changelogs();
            }
            try (SeenEventsDriver driver = new SeenEventsDriver(DEFINITION, stored)) {
                driver.transaction(seen -> {
                    for (int i = 0; i < number; i++) {
                        assertThat(seen.contains("t-" + i)).isTrue();
                    }
                    assertThat(seen.contains("t-" + number)).isFalse();
                });
            }
        }
    }

    private static void compare(SeenEvents seen, Event event, Oracle oracle) {
        assertThat(seen.isLate(event.time())).isEqualTo(oracle.isLate(event.time()));
        assertThat(seen.contains(event.id())).as("%s", event).isEqualTo(oracle.contains(event.id()));
        if (oracle.contains(event.id())) {
            return;
        }
        if (event.dropped()) {
            seen.dropped(event.id(), event.time());
        } else {
            seen.clean(event.id(), event.time());
            oracle.clean.add(event.time());
            oracle.now = oracle.progress();
        }
        oracle.deadlines.put(event.id(), Math.max(event.time(), oracle.now) + WINDOW);
    }

    /** One a minute, some of them again, some with wrong clocks, some left out on purpose. */
    private static Event event(Random random, int number) {
        int of = random.nextInt(3) == 0 ? Math.max(0, number - random.nextInt(4000)) : number;
        String id = (of % 50 == 0 ? "long-".repeat(50) : "t-") + of;
        long strays = random.nextInt(20) == 0 ? (random.nextInt(20_000) - 10_000) * MINUTE : 0;
        return new Event(id, Payments.NOON + number * MINUTE + strays, random.nextInt(10) == 0);
    }

    /** Forgets nothing, and sorts for each event. */
    private static final class Oracle {

        private static final int BLOCK = 500;
        private static final int RANK = 101;

        private final Map<String, Long> deadlines = new HashMap<>();
        private final List<Long> clean = new ArrayList<>();
        private long now = Long.MIN_VALUE;

        boolean contains(String id) {
            return deadlines.containsKey(id) && now <= deadlines.get(id);
        }

        boolean isLate(long time) {
            return now != Long.MIN_VALUE && now - time > LATENESS;
        }

        /** The 101st largest of the block under way and the one before, where that is further. */
        long progress() {
            int from = Math.max(0, (clean.size() - 1) / BLOCK * BLOCK - BLOCK);
            return clean.subList(from, clean.size()).stream()
                    .sorted(Comparator.reverseOrder())
                    .skip(RANK - 1)
                    .findFirst()
                    .map(time -> Math.max(time, now))
                    .orElse(now);
        }
    }
}
