package io.headrace.scoring.metrics;

import io.headrace.model.ModelRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The service's meters. They obey a law: {@code headrace.scoring.rows} = {@code headrace.scoring.predictions{route=topic}} +
 * {@code headrace.scoring.quarantined}.
 */
public final class ScoringMetrics {

    private final MeterRegistry registry;
    private final Counter rows;
    private final MeterProvider<Counter> quarantined;
    private final MeterProvider<Counter> requests;
    private final MeterProvider<Counter> refused;
    private final Counter switches;
    private final Map<Predicted, Counter> predictions = new ConcurrentHashMap<>();
    private final Map<Route, Timer> latencies = new EnumMap<>(Route.class);

    private record Predicted(Route route, ModelRef.ByVersion model) {}

    /** @param serving which version serves, for the gauge {@code headrace.scoring.model.version} */
    public ScoringMetrics(MeterRegistry registry, Supplier<ModelRef.ByVersion> serving) {
        this.registry = registry;
        this.rows = Counter.builder("headrace.scoring.rows")
                .description("Records read from the features topic.")
                .register(registry);
        this.quarantined = Counter.builder("headrace.scoring.quarantined")
                .description("Records of the features topic that could not be scored, by the rule that they break.")
                .withRegistry(registry);
        this.requests = Counter.builder("headrace.scoring.requests")
                .description("Requests answered, by what came of them.")
                .withRegistry(registry);
        this.refused = Counter.builder("headrace.scoring.models.refused")
                .description("Versions that do not serve, by the check that they failed.")
                .withRegistry(registry);
        this.switches = Counter.builder("headrace.scoring.switches")
                .description("How often another version began to serve.")
                .register(registry);
        for (Route route : Route.values()) {
            latencies.put(route, latency(registry, route));
        }
        // Strongly: nobody else holds the supplier, and a gauge of what is gone is NaN.
        Gauge.builder(
                        "headrace.scoring.model.version",
                        serving,
                        source -> source.get().version())
                .description("The version that serves; 0 is the announced baseline.")
                .strongReference(true)
                .register(registry);
    }

    /** A record of the features topic came. */
    public void row() {
        rows.increment();
    }

    /** A record of the features topic went to quarantine. */
    public void quarantined(String rule) {
        quarantined.withTag("rule", rule).increment();
    }

    /** A model said something of so many events. */
    public void predicted(Route route, ModelRef.ByVersion model, int events) {
        Predicted key = new Predicted(route, model);
        // A plain get first: computeIfAbsent may lock even where there is one.
        Counter known = predictions.get(key);
        (known == null ? predictions.computeIfAbsent(key, this::predictions) : known).increment(events);
    }

    private Counter predictions(Predicted key) {
        return Counter.builder("headrace.scoring.predictions")
                .description("Events scored, by the version that scored them.")
                .tag("route", key.route().tag())
                .tag("model", key.model().toString())
                .register(registry);
    }

    /** A request, or a record of the topic, was worked on for so long. */
    public void took(Route route, long nanoseconds) {
        Objects.requireNonNull(latencies.get(route)).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private static Timer latency(MeterRegistry registry, Route route) {
        return Timer.builder("headrace.scoring.latency")
                .description("From a request or record in to its answer out.")
                .tag("route", route.tag())
                .serviceLevelObjectives(
                        Duration.ofNanos(50_000),
                        Duration.ofNanos(100_000),
                        Duration.ofNanos(250_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1))
                .register(registry);
    }

    /** A request was answered; {@code outcome}: ok, refused, not-found, not-ready or failed. */
    public void request(Route route, String outcome) {
        requests.withTags("route", route.tag(), "outcome", outcome).increment();
    }

    /** A version was refused. */
    public void refused(String check) {
        refused.withTag("check", check).increment();
    }

    /** Another version serves. */
    public void switched() {
        switches.increment();
    }
}
