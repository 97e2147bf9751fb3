package io.headrace.standalone.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Records counted by the apps of this process since they started. */
public record AppCounts(long quarantined, long duplicates, long examples) {

    public static AppCounts read(MeterRegistry meters) {
        return new AppCounts(
                sum(meters, "headrace.cleaning.records", "outcome", "quarantined"),
                sum(meters, "headrace.cleaning.records", "outcome", "duplicate"),
                sum(meters, "headrace.features.join", "count", "labelled")
                        + sum(meters, "headrace.features.join", "count", "silent"));
    }

    private static long sum(MeterRegistry meters, String name, String tag, String value) {
        return (long) meters.find(name).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
