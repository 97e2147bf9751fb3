package io.headrace.ingest.push;

import io.headrace.schemas.definition.PipelineDefinition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts pushed records: received = acknowledged + refused + failed. A body that is no JSON counts as one record. */
@Singleton
final class PushMetrics {

    private record Counters(Counter received, Counter acknowledged, Counter refused, Counter failed, Timer took) {}

    private final Map<PushKind, Counters> byKind;

    PushMetrics(PipelineDefinition definition, MeterRegistry meters) {
        this.byKind = PushKind.all(definition).stream()
                .collect(Collectors.toMap(Function.identity(), kind -> counters(meters, kind)));
    }

    private static Counters counters(MeterRegistry meters, PushKind kind) {
        Tags tags = Tags.of("kind", kind.name(), "stream", kind.stream());
        return new Counters(
                Counter.builder("headrace.push.received")
                        .description("Records pushed over HTTP")
                        .tags(tags)
                        .register(meters),
                outcome(meters, tags, "acknowledged"),
                outcome(meters, tags, "refused"),
                outcome(meters, tags, "failed"),
                Timer.builder("headrace.push.time")
                        .description("From a good body read to the broker's acknowledgement")
                        .tags(tags)
                        .register(meters));
    }

    private static Counter outcome(MeterRegistry meters, Tags kind, String outcome) {
        return Counter.builder("headrace.push.records")
                .description("What became of pushed records; sums to those received")
                .tags(kind)
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
