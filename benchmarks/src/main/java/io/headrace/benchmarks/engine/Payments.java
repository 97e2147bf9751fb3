package io.headrace.benchmarks.engine;

import io.headrace.benchmarks.workload.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** Events in order, of which each key has the same number within the longest window of the definition. */
final class Payments {

    static final Duration LONGEST_WINDOW = Duration.ofDays(30);

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final double CENTS = 100;

    private final Events events = new Events("checkout");
    private final int keys;
    private final double gapMillis;
    private long next;

    Payments(int perKey, int keys) {
        this.keys = keys;
        this.gapMillis = (double) LONGEST_WINDOW.toMillis() / perKey / keys;
    }

    /** The next ones. */
    List<GenericRecord> take(int count) {
        List<GenericRecord> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long number = next++;
            GenericRecord event =
                    events.event("e" + number, number, Instant.ofEpochMilli(START + (long) (number * gapMillis)));
            long key = number % keys;
            event.put("card", "card-" + key);
            event.put("shop", "shop-" + key);
            event.put("city", "city-" + key);
            event.put("amount", Math.rint((double) event.get("amount") * CENTS) / CENTS);
            taken.add(event);
        }
        return taken;
    }
}
