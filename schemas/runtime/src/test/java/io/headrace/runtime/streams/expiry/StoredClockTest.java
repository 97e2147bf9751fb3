package io.headrace.runtime.streams.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.time.PartitionClock;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StoredClockTest {

    @Test
    void aClockOpenedAgainGoesOnAsIfNothingHadHappened() {
        Random random = new Random(7);
        PartitionClock expected = new PartitionClock();
        try (StoreDriver<Reopened> driver =
                new StoreDriver<>((section, _) -> new Reopened(() -> new StoredClock(section)))) {
            for (int i = 0; i < 3000; i++) {
                long time = 1000L * i + random.nextInt(100_000);
                expected.see(time);
                driver.tell(clock -> clock.open().see(time));
                if (random.nextInt(50) == 0) {
                    driver.tell(clock -> clock.open().save());
                }
                if (i % 37 == 0) {
                    driver.tell(Reopened::again);
                }

                assertThat(driver.<Long>ask(clock -> clock.open().now())).isEqualTo(expected.now());
            }
        }
    }

    /** A clock that is opened anew now and then. */
    private static final class Reopened {

        private final Supplier<StoredClock> opening;
        private StoredClock clock;

        Reopened(Supplier<StoredClock> opening) {
            this.opening = opening;
            this.clock = opening.get();
        }

        StoredClock open() {
            return clock;
        }

        void again() {
            clock.save();
            clock = opening.get();
        }
    }
}
