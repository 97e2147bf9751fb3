package io.headrace.runtime.streams.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.streams.expiry.ExpiringStore.Waiting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ExpiringStorePropertyTest {

    private static final String STORE = "waiting";

    /** What the oracle knows of a key. */
    private record Known(long deadline, String value) {}

    /** The oracle is a map, searched through and sorted each time. */
    @Property(tries = 20)
    void valuesWaitUntilTheirDeadlineAndAreTakenInItsOrder(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        Map<String, Known> oracle = new HashMap<>();
        long now = Long.MIN_VALUE;
        try (StoreDriver<ExpiringStore> driver = driver()) {
            for (int i = 0; i < 3000; i++) {
                now = i < 100 ? now : Math.max(now, i - 50 + random.nextInt(100));
                long time = now;
                String key = "k" + random.nextInt(400);
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        Known one = new Known(random.nextInt(4000) - 200, "v" + i);
                        byte[] value = one.value().getBytes(StandardCharsets.UTF_8);
                        driver.tell(store -> store.put(key, one.deadline(), value));
                        oracle.put(key, one);
                    }
                    case 2 -> {
                        driver.tell(store -> store.remove(key));
                        oracle.remove(key);
                    }
                    case 3 -> {
                        int most = random.nextInt(1, 6);
                        assertThat(names(driver.ask(store -> store.takeOver(time, most))))
                                .isEqualTo(over(oracle, now, most));
                    }
                    default -> {
                        Known known = oracle.get(key);
                        boolean waits = known != null && now <= known.deadline();
                        assertThat(driver.ask(store -> store.get(key, time)).map(ExpiringStorePropertyTest::name))
                                .isEqualTo(waits ? Optional.of(name(key, known)) : Optional.empty());
                    }
                }
            }
        }
    }

    @Test
    void whatIsTakenLeavesBothStores() {
        try (StoreDriver<ExpiringStore> driver = driver()) {
            driver.tell(store -> IntStream.range(0, 100).forEach(i -> store.put("k" + i, 10, new byte[] {1})));
            driver.tell(store -> store.put("later", 11, new byte[] {1}));

            assertThat(driver.<List<Waiting>>ask(store -> store.takeOver(11, 60)))
                    .hasSize(60);
            assertThat(driver.<List<Waiting>>ask(store -> store.takeOver(11, 60)))
                    .hasSize(40);
            assertThat(driver.<List<Waiting>>ask(store -> store.takeOver(11, 60)))
                    .isEmpty();
            assertThat(driver.entries(STORE)).isEqualTo(1);
            assertThat(driver.entries(STORE + "-by-deadline")).isEqualTo(1);
        }
    }

    private static List<String> over(Map<String, Known> oracle, long now, int most) {
        List<Map.Entry<String, Known>> over = oracle.entrySet().stream()
                .filter(entry -> now > entry.getValue().deadline())
                .sorted(Comparator.<Map.Entry<String, Known>>comparingLong(
                                entry -> entry.getValue().deadline())
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .toList();
        List<String> names = new ArrayList<>();
        over.forEach(entry -> {
            oracle.remove(entry.getKey());
            names.add(name(entry.getKey(), entry.getValue()));
        });
        return names;
    }

    private static List<String> names(List<Waiting> waiting) {
        return waiting.stream().map(ExpiringStorePropertyTest::name).toList();
    }

    private static String name(Waiting waiting) {
        return waiting.key() + "@" + waiting.deadline() + "=" + new String(waiting.value(), StandardCharsets.UTF_8);
    }

    private static String name(String key, Known known) {
        return key + "@" + known.deadline() + "=" + known.value();
    }

    private static StoreDriver<ExpiringStore> driver() {
        return new StoreDriver<>(ExpiringStore.stores(STORE), context -> new ExpiringStore(context, STORE));
    }
}
