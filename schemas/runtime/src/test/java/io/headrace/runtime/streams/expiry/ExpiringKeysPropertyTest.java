package io.headrace.runtime.streams.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpiringKeysPropertyTest {

    private static final int IN_A_BLOCK = 64;

    private long now = Long.MIN_VALUE;

    /** A key that was added and not written. */
    private record Unwritten(String key, long since, long window) {}

    /**
     * The oracle is a map that forgets nothing. Now and then there is a restart from the changelog, also with another slack,
     * and what was not written is added again.
     */
    @Property(tries = 20)
    void aKeyCountsUntilItsDeadlineAndNotAfter(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        Map<String, Long> deadlines = new HashMap<>();
        List<Unwritten> unwritten = new ArrayList<>();
        Map<Bytes, byte[]> stored = new HashMap<>();
        now = Long.MIN_VALUE;
        for (int i = 0; i < 8000; ) {
            int until = i + random.nextInt(1, 2000);
            try (StoreDriver<Opened> driver = driver(Duration.ofMillis(random.nextInt(200)))) {
                driver.fill(stored);
                driver.tell(Opened::open);
                unwritten.forEach(one -> driver.tell(keys -> add(keys, one)));
                for (; i < until; i++) {
                    if (i > 500) {
                        now = Math.max(now, i + (random.nextInt(1000) == 0 ? random.nextInt(500) : 0));
                    }
                    step(driver, random, i, deadlines, unwritten);
                }
                stored = driver.changelog();
            }
        }
    }

    private void step(
            StoreDriver<Opened> driver, Random random, int i, Map<String, Long> deadlines, List<Unwritten> unwritten) {
        String key = random.nextInt(50) == 0 ? "long-".repeat(100) + random.nextInt(9) : "k" + random.nextInt(3000);
        boolean known = deadlines.containsKey(key) && now <= deadlines.get(key);
        assertThat(driver.<Boolean>ask(keys -> keys.opened().contains(ExpiringKey.of(key))))
                .as("key %s at %d", key, now)
                .isEqualTo(known);
        if (!known) {
            long since = random.nextInt(100) == 0 ? Long.MAX_VALUE - random.nextInt(5) : Math.max(now, i);
            Unwritten one = new Unwritten(key, since, random.nextInt(800));
            unwritten.add(one);
            driver.tell(keys -> add(keys, one));
            deadlines.put(key, since + one.window() < 0 ? Long.MAX_VALUE : since + one.window());
        }
        if (unwritten.size() > random.nextInt(IN_A_BLOCK)) {
            driver.tell(keys -> keys.opened().write());
            unwritten.clear();
        }
        if (random.nextInt(500) == 0) {
            driver.pass(Duration.ofMillis(100));
        }
    }

    @Test
    void whatIsOverLeavesTheStoreWhileOthersComeAndNoCallDoesMuch() {
        now = 0;
        try (StoreDriver<Opened> driver = driver(Duration.ZERO)) {
            add(driver, "first", 1500, 0);
            now = 100;
            driver.pass(Duration.ofMillis(100));
            assertThat(driver.entries()).isEqualTo(1500 - ExpiringKeys.MOST_REMOVED);
            add(driver, "second", 400, 100);

            assertThat(driver.entries()).isEqualTo(400);
            assertThat(driver.<Long>ask(keys -> keys.opened().inMemory())).isEqualTo(400 * IN_A_BLOCK);
        }
    }

    @Test
    void whatIsOverLeavesStoreAndMemoryThoughNothingElseComes() {
        now = 0;
        try (StoreDriver<Opened> driver = driver(Duration.ZERO)) {
            add(driver, "first", 90, 0);
            now = 11;
            for (int i = 0; i < 6; i++) {
                driver.pass(Duration.ofMillis(100));
            }

            assertThat(driver.entries()).isZero();
            assertThat(driver.<Long>ask(keys -> keys.opened().inMemory())).isZero();
        }
    }

    @Test
    void aKeyFarAheadKeepsNoOtherInTheStore() {
        now = 0;
        try (StoreDriver<Opened> driver = driver(Duration.ofMillis(2))) {
            driver.tell(keys -> {
                for (int i = 0; i < IN_A_BLOCK; i++) {
                    keys.opened().add(ExpiringKey.of("k" + i), i == 7 ? 1_000_000 : 0, 10);
                }
                keys.opened().write();
            });
            now = 12;
            driver.pass(Duration.ofMillis(100));

            assertThat(driver.<Long>ask(keys -> keys.opened().inMemory())).isEqualTo(1);
            assertThat(driver.<Boolean>ask(keys -> keys.opened().contains(ExpiringKey.of("k7"))))
                    .isTrue();
        }
    }

    private static void add(Opened keys, Unwritten one) {
        keys.opened().add(ExpiringKey.of(one.key()), one.since(), one.window());
    }

    /** Blocks of keys that count for 10 ms. */
    private static void add(StoreDriver<Opened> driver, String name, int blocks, long since) {
        driver.tell(keys -> IntStream.range(0, blocks).forEach(block -> {
            for (int i = 0; i < IN_A_BLOCK; i++) {
                keys.opened().add(ExpiringKey.of(name + "-" + block + "-" + i), since, 10);
            }
            keys.opened().write();
        }));
    }

    private StoreDriver<Opened> driver(Duration slack) {
        return new StoreDriver<>(
                (section, context) -> new Opened(() -> new ExpiringKeys(section, context, () -> now, slack)));
    }

    /** Opens the store when it is used first. */
    private static final class Opened {

        private final Supplier<ExpiringKeys> opening;
        private @Nullable ExpiringKeys keys;

        Opened(Supplier<ExpiringKeys> opening) {
            this.opening = opening;
        }

        void open() {
            opened();
        }

        ExpiringKeys opened() {
            if (keys == null) {
                keys = opening.get();
            }
            return keys;
        }
    }
}
