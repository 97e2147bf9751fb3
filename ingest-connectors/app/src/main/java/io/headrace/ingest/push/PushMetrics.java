package io.headrace.ingest.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Context;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts pushed records: received = acknowledged + refused + failed. A body that is no JSON counts as one record. */
@Context // So that the counters are there, at zero, before the first push.
final class PushMetrics {

    private record Counters(Counter received, Counter acknowledged, Counter refused, Counter failed, Timer took) {}

    private final Map<PushKind, Counters> byKind = new EnumMap<>(PushKind.class);

    PushMetrics(MeterRegistry meters) {
        for (PushKind kind : PushKind.values()) {
            String tag = kind.name().toLowerCase(Locale.ROOT);
            byKind.put(
                    kind,
                    new Counters(
                            Counter.builder("headrace.push.received")
                                    .description("Records pushed over HTTP")
                                    .tag("kind", tag)
                                    .register(meters),
                            outcome(meters, tag, "acknowledged"),
                            outcome(meters, tag, "refused"),
                            outcome(meters, tag, "failed"),
                            Timer.builder("headrace.push.time")
                                    .description("From a good body read to the broker's acknowledgement")
                                    .tag("kind", tag)
                                    .register(meters)));
        }
    }

    private static Counter outcome(MeterRegistry meters, String kind, String outcome) {
        return Counter.builder("headrace.push.records")
                .description("What became of pushed records; sums to those received")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(meters);
    }

    void refused(PushKind kind, int records) {
        Counters counters = of(kind);
        counters.received.increment(records);
        counters.refused.increment(records);
    }

    void written(PushKind kind, long acknowledged, long failed, long nanos) {
        Counters counters = of(kind);
        counters.received.increment((double) (acknowledged + failed));
        counters.acknowledged.increment((double) acknowledged);
        counters.failed.increment((double) failed);
        counters.took.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counters of(PushKind kind) {
        Counters counters = byKind.get(kind);
        if (counters == null) {
            throw new IllegalStateException("every kind has counters, " + kind + " too");
        }
        return counters;
    }
}
