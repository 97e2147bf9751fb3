package io.headrace.features.app;

import io.headrace.features.app.intake.ChangedFeatures;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.labelling.JoinListener.Count;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts what {@link FeatureListener} hears, of records processed by this process: after a fault some are processed, and
 * counted, once more. Events read = rows made + events quarantined + those on the way between stages; the join's counts
 * as {@link Count} says, with {@code headrace.features.waiting} for those that wait.
 */
@Singleton
public final class FeatureMetrics implements FeatureListener {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureMetrics.class);

    private final MeterRegistry meters;
    private final Map<Input, Counter> read;
    private final Map<Count, Counter> joined;
    private final Counter rows;
    private final MeterProvider<Counter> quarantined;
    private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<Place, Map<Integer, Long>> held = new ConcurrentHashMap<>();

    private volatile Optional<ChangedFeatures> change = Optional.empty();

    private record Waiting(long rows, long labels) {}

    FeatureMetrics(MeterRegistry meters) {
        this.meters = meters;
        read = counters(
                Input.class,
                input -> Counter.builder("headrace.features.read")
                        .description("Records read")
                        .tag("input", tag(input))
                        .register(meters));
        joined = counters(
                Count.class,
                count -> Counter.builder("headrace.features.join")
                        .description("Rows and labels that came to the label join, and what became of them")
                        .tag("count", tag(count))
                        .register(meters));
        quarantined = Counter.builder("headrace.features.quarantined")
                .description("Records that could not be used, by the rule that they break")
                .withRegistry(meters);
        rows = Counter.builder("headrace.features.rows")
                .description("Feature rows made")
                .register(meters);
        gauge("rows", Waiting::rows);
        gauge("labels", Waiting::labels);
    }

    @Override
    public void read(Input input) {
        of(read, input).increment();
    }

    @Override
    public void quarantined(Input input, String rule) {
        quarantined.withTags("input", tag(input), "rule", rule).increment();
    }

    @Override
    public void rowMade() {
        rows.increment();
    }

    @Override
    public void joined(Count count) {
        of(joined, count).increment();
    }

    @Override
    public void waiting(int partition, long rowsNow, long labelsNow) {
        waiting.put(partition, new Waiting(rowsNow, labelsNow));
    }

    @Override
    public void held(Place place, int partition, long items) {
        held.computeIfAbsent(place, this::heldAt).put(partition, items);
    }

    /** Features that begin cold lack values, or give lower ones, for a while: someone should know. */
    @Override
    public void changed(ChangedFeatures features) {
        change = Optional.of(features);
        LOG.atLevel(features.cold().isEmpty() ? Level.INFO : Level.WARN)
                .log("the definition has changed: {}", features);
    }

    /** The last change of the definition that this process has heard of. */
    public Optional<ChangedFeatures> change() {
        return change;
    }

    @Override
    public void released(int partition) {
        waiting.remove(partition);
        held.values().forEach(partitions -> partitions.remove(partition));
    }

    private Map<Integer, Long> heldAt(Place place) {
        Map<Integer, Long> partitions = new ConcurrentHashMap<>();
        Gauge.builder(
                        "headrace.features.held",
                        partitions,
                        all -> all.values().stream().mapToLong(Long::longValue).sum())
                .description("Items that wait for those that may still come before them in event time")
                .tag("place", tag(place))
                .register(meters);
        return partitions;
    }

    private void gauge(String what, ToLongFunction<Waiting> part) {
        Gauge.builder(
                        "headrace.features.waiting",
                        waiting,
                        all -> all.values().stream().mapToLong(part).sum())
                .description("Rows and labels that wait for each other")
                .tag("what", what)
                .register(meters);
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(Class<E> type, Function<E, Counter> counter) {
        return Collections.unmodifiableMap(Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(key -> key, counter, (one, _) -> one, () -> new EnumMap<>(type))));
    }

    private static <E extends Enum<E>> Counter of(Map<E, Counter> counters, E key) {
        return Objects.requireNonNull(counters.get(key), "every constant has its counter");
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
