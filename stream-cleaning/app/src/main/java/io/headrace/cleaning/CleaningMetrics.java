package io.headrace.cleaning;

import io.headrace.cleaning.topology.CleaningListener;
import io.headrace.cleaning.topology.Discarded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToLongFunction;

/**
 * Counts records: received = clean + quarantined + duplicate + dropped. Of records processed by this process: after a fault
 * some are processed, and counted, once more. What was discarded is counted exactly, in the partition's store.
 */
@Singleton
final class CleaningMetrics implements CleaningListener {

    private static final String STREAM = "stream";

    /** The tag of the events that rows are made of. */
    private static final String EVENTS = "events";

    private final MeterRegistry meters;
    private final String stream;
    private final ConcurrentMap<Integer, Discarded> discarded = new ConcurrentHashMap<>();
    private final Counter received;
    private final Counter late;
    private final Counter clean;
    private final Counter quarantined;
    private final MeterProvider<Counter> quarantinedBy;
    private final Counter duplicate;
    private final Counter dropped;

    @Inject
    CleaningMetrics(MeterRegistry meters) {
        this(meters, EVENTS);
    }

    private CleaningMetrics(MeterRegistry meters, String stream) {
        this.meters = meters;
        this.stream = stream;
        received = Counter.builder("headrace.cleaning.received")
                .description("Raw records read")
                .tag(STREAM, stream)
                .register(meters);
        late = Counter.builder("headrace.cleaning.late")
                .description(
                        "Events further behind the stream's event time than events.lateness, besides their outcome")
                .tag(STREAM, stream)
                .register(meters);
        clean = outcome(RecordOutcome.CLEAN);
        quarantined = outcome(RecordOutcome.QUARANTINED);
        quarantinedBy = Counter.builder("headrace.cleaning.quarantined")
                .description("Raw records that were quarantined, by the rule that they break")
                .tag(STREAM, stream)
                .withRegistry(meters);
        duplicate = outcome(RecordOutcome.DUPLICATE);
        dropped = outcome(RecordOutcome.DROPPED);
        discarded(RecordOutcome.DUPLICATE, Discarded::duplicates);
        discarded(RecordOutcome.DROPPED, Discarded::dropped);
    }

    private void discarded(RecordOutcome outcome, ToLongFunction<Discarded> number) {
        Gauge.builder(
                        "headrace.cleaning.discarded",
                        discarded,
                        partitions ->
                                partitions.values().stream().mapToLong(number).sum())
                .description("Events that came to nothing since the topic was made, of the partitions held here")
                .tag(STREAM, stream)
                .tag("outcome", text(outcome))
                .register(meters);
    }

    private static String text(RecordOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private Counter outcome(RecordOutcome outcome) {
        return Counter.builder("headrace.cleaning.records")
                .description("What became of raw records; sums to those received")
                .tag(STREAM, stream)
                .tag("outcome", text(outcome))
                .register(meters);
    }

    @Override
    public CleaningListener ofStream(String name) {
        return new CleaningMetrics(meters, name);
    }

    @Override
    public void received() {
        received.increment();
    }

    @Override
    public void late() {
        late.increment();
    }

    @Override
    public void counted(RecordOutcome outcome) {
        switch (outcome) {
            case CLEAN -> clean.increment();
            case QUARANTINED -> quarantined.increment();
            case DUPLICATE -> duplicate.increment();
            case DROPPED -> dropped.increment();
        }
    }

    @Override
    public void discarded(int partition, Discarded ever) {
        discarded.put(partition, ever);
    }

    @Override
    public void quarantined(String rule) {
        quarantinedBy.withTag("rule", rule).increment();
    }
}
