package io.headrace.standalone.replay.report;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long it took: the only part of a report that two runs do not share.
 *
 * @param total from the first record fed to the report
 * @param cpu processor time of this process, of all its threads, in that span
 * @param phases by name, in the order to show; need not sum to the total
 */
public record Timings(Duration total, Duration cpu, Map<String, Duration> phases) {

    public Timings {
        phases = Collections.unmodifiableMap(new LinkedHashMap<>(phases));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    double eventsPerSecond(long events) {
        return total.isZero() ? 0 : Math.round(events / (total.toNanos() / 1e9) * 10) / 10.0;
    }
}
