package io.headrace.runtime.streams.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ExpiringKeysPropertyTest {

    private static final String STORE = "keys";

    private long now = Long.MIN_VALUE;

    /** The oracle is a map that forgets nothing. */
    @Property(tries = 20)
    void aKeyCountsUntilItsDeadlineAndNotAfter(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        Map<String, Long> deadlines = new HashMap<>();
        now = Long.MIN_VALUE;
        try (StoreDriver<ExpiringKeys> driver = driver(Duration.ofMillis(random.nextInt(200)))) {
            for (int i = 0; i < 8000; i++) {
                if (i > 500) {
                    now = Math.max(now, i + (random.nextInt(1000) == 0 ? random.nextInt(500) : 0));
                }
                String key =
                        random.nextInt(50) == 0 ? "long-".repeat(100) + random.nextInt(9) : "k" + random.nextInt(3000);
                boolean known = deadlines.containsKey(key) && now <= deadlines.get(key);
                assertThat(driver.<Boolean>ask(keys -> keys.contains(key)))
                        .as("key %s at %d", key, now)
                        .isEqualTo(known);
                if (!known) {
                    long since = random.nextInt(100) == 0 ? Long.MAX_VALUE - random.nextInt(5) : Math.max(now, i);
                    long window = random.nextInt(800);
                    driver.tell(keys -> keys.add(key, since, window));
                    deadlines.put(key, since + window < 0 ? Long.MAX_VALUE : since + window);
                }
                if (random.nextInt(500) == 0) {
                    driver.pass(Duration.ofMillis(100));
                }
            }
        }
    }

    @Test
    void whatIsOverLeavesTheStoreWhileOthersComeAndNoCallDoesMuch() {
        now = 0;
        try (StoreDriver<ExpiringKeys> driver = driver(Duration.ZERO)) {
            add(driver, "first", 50_000, 0);
            now = 100;
            int before = driver.entries(STORE);
            driver.pass(Duration.ofMillis(100));
            assertThat(driver.entries(STORE)).isEqualTo(before - ExpiringKeys.PIECE);
            add(driver, "second", 12_500, 100);

            assertThat(driver.entries(STORE)).isBetween(12_500, 13_500 + 12_500);
        }
    }

    @Test
    void whatIsOverLeavesTheStoreThoughNothingElseComes() {
        now = 0;
        try (StoreDriver<ExpiringKeys> driver = driver(Duration.ZERO)) {
            add(driver, "first", 5000, 0);
            now = 11;
            for (int i = 0; i < 6; i++) {
                driver.pass(Duration.ofMillis(100));
            }

            assertThat(driver.entries(STORE)).isZero();
        }
    }

    private static void add(StoreDriver<ExpiringKeys> driver, String name, int number, long since) {
        driver.tell(keys -> IntStream.range(0, number).forEach(i -> keys.add(name + "-" + i, since, 10)));
    }

    private StoreDriver<ExpiringKeys> driver(Duration slack) {
        return new StoreDriver<>(
                List.of(ExpiringKeys.store(STORE)), context -> new ExpiringKeys(context, STORE, () -> now, slack));
    }
}
