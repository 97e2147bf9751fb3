package io.headrace.cleaning.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cleaning.Payments;
import io.headrace.schemas.time.PartitionClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.streams.test.TestRecord;

/** Whatever a minority of wrong clocks says, it changes nothing for the others. */
class StraysPropertyTest {

    private static final long MINUTE = 60_000;
    private static final int WINDOW_MINUTES = 24 * 60;
    private static final int EVENTS = 4000;
    private static final int IN_A_ROW = 25;

    /** Progress is some events behind the newest; a repeat that near the end of the window may be either. */
    private static final int MARGIN_MINUTES = 3 * PartitionClock.STRAYS;

    /** A good event: one a minute. A repeat has the id of an earlier one. */
    private record Good(String id, long at) {}

    @Property(tries = 6)
    void noMinorityOfStraysChangesAnotherEventsFate(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<Good> good = good(new Random(seed));

        List<String> alone = clean(good, new Random(seed), false);
        List<String> amongStrays = clean(good, new Random(seed), true);

        assertThat(alone).isEqualTo(expected(good));
        assertThat(amongStrays).isEqualTo(alone);
    }

    /** Repeats are well within the window, or well after it. */
    private static List<Good> good(Random random) {
        List<Good> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            int back = random.nextBoolean()
                    ? random.nextInt(1, WINDOW_MINUTES - MARGIN_MINUTES)
                    : random.nextInt(WINDOW_MINUTES + MARGIN_MINUTES, 2 * WINDOW_MINUTES);
            boolean repeats = random.nextInt(5) == 0
                    && back <= i
                    && events.get(i - back).id().equals("e" + (i - back));
            events.add(new Good("e" + (repeats ? i - back : i), Payments.NOON + i * MINUTE));
        }
        return events;
    }

    /** The oracle: a list of what came clean, looked through from its end. */
    private static List<String> expected(List<Good> events) {
        List<Good> clean = new ArrayList<>();
        for (Good event : events) {
            boolean duplicate = clean.reversed().stream()
                    .takeWhile(seen -> event.at() - seen.at() <= WINDOW_MINUTES * MINUTE)
                    .anyMatch(seen -> seen.id().equals(event.id()));
            if (!duplicate) {
                clean.add(event);
            }
        }
        return clean.stream().map(StraysPropertyTest::name).toList();
    }

    /** What comes clean of the good events. */
    private static List<String> clean(List<Good> events, Random random, boolean withStrays) {
        try (CleaningDriver driver = new CleaningDriver()) {
            Strays strays = new Strays(driver, random);
            for (Good event : events) {
                if (withStrays) {
                    strays.mayCome();
                }
                driver.send(Payments.payment(event.id(), event.at(), 1));
                strays.goodCame(event);
            }
            return driver.readClean().stream()
                    .filter(record -> record.key().startsWith("e"))
                    .map(StraysPropertyTest::name)
                    .toList();
        }
    }

    private static String name(Good event) {
        return event.id() + "@" + event.at();
    }

    private static String name(TestRecord<String, ?> record) {
        return record.key() + "@" + record.timestamp();
    }

    /** Events of wrong clocks: the first of all is one, 25 come in a row, and at most 100 come clean of any 1,000. */
    private static final class Strays {

        private final CleaningDriver driver;
        private final Random random;
        private final Deque<Long> clean = new ArrayDeque<>();
        private long came;
        private int sent;

        Strays(CleaningDriver driver, Random random) {
            this.driver = driver;
            this.random = random;
        }

        void goodCame(Good event) {
            came++;
            // Sent again with another time it is a duplicate all the same, and refused ones count for nothing.
            if (random.nextInt(20) == 0) {
                driver.send(Payments.payment(event.id(), wrongTime(), 1));
                driver.send(Payments.payment("refused-" + came, wrongTime(), -1));
            }
        }

        void mayCome() {
            int number = came == 0 ? 1 : random.nextInt(150) == 0 ? IN_A_ROW : random.nextInt(30) == 0 ? 1 : 0;
            for (int i = 0; i < number && isAllowed(); i++) {
                driver.send(Payments.payment("stray-" + sent++, wrongTime(), 1));
                clean.addLast(came++);
            }
        }

        private boolean isAllowed() {
            while (!clean.isEmpty() && clean.getFirst() <= came - PartitionClock.SPAN) {
                clean.removeFirst();
            }
            return clean.size() < PartitionClock.STRAYS;
        }

        private long wrongTime() {
            return random.nextInt(3) == 0
                    ? random.nextLong(Payments.NOON)
                    : random.nextLong(Payments.NOON, CleaningDriver.ARRIVED.toEpochMilli());
        }
    }
}
