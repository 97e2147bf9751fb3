package io.headrace.monitor;

import io.headrace.monitor.drift.DriftResult;
import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.monitor.watch.MonitorListener;
import io.headrace.schemas.avro.AlertKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/** The monitor's figures. Counters count what this process did: after a fault some of it is done, and counted, once more. */
@Singleton
final class MonitorMetrics implements MonitorListener {

    private final MeterRegistry meters;
    private final Counter watched;
    private final Counter unwatched;
    private final Counter countedLabels;
    private final Counter otherLabels;
    private final Counter windows;
    private final Counter driftedWindows;
    private final Counter requests;
    private final MeterProvider<Counter> alerts;
    private final Map<String, Double> gauges = new ConcurrentHashMap<>();
    private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong held = new AtomicLong();

    /** Those that there is one of for each thing measured. */
    private enum Gauges {
        PSI("headrace.monitor.psi", "statistic", "Population stability index of the newest complete window"),
        PERFORMANCE("headrace.monitor.performance", "metric", "The primary metric at the last check");

        private final String name;
        private final String tag;
        private final String description;

        Gauges(String name, String tag, String description) {
            this.name = name;
            this.tag = tag;
            this.description = description;
        }
    }

    /** In one partition. */
    private record Waiting(long forCounterparts, long forLabels) {}

    MonitorMetrics(MeterRegistry meters) {
        this.meters = meters;
        watched = counter("headrace.monitor.rows", "watched", "true", "Rows with their prediction");
        unwatched = counter("headrace.monitor.rows", "watched", "false", "Rows with their prediction");
        countedLabels = counter("headrace.monitor.labels", "counted", "true", "Labels with their prediction");
        otherLabels = counter("headrace.monitor.labels", "counted", "false", "Labels with their prediction");
        windows = counter("headrace.monitor.windows", "drifted", "false", "Complete windows");
        driftedWindows = counter("headrace.monitor.windows", "drifted", "true", "Complete windows");
        requests = Counter.builder("headrace.monitor.retrain.requests")
                .description("Candidates asked for")
                .register(meters);
        alerts = Counter.builder("headrace.monitor.alerts")
                .description("Alerts raised")
                .withRegistry(meters);
        Gauge.builder("headrace.monitor.held", held, AtomicLong::doubleValue)
                .description("Rows and labels that wait for those that may still come before them in event time")
                .register(meters);
        waitingGauge("counterparts", Waiting::forCounterparts);
        waitingGauge("labels", Waiting::forLabels);
    }

    @Override
    public void row(boolean isWatched) {
        (isWatched ? watched : unwatched).increment();
    }

    @Override
    public void label(boolean isCounted) {
        (isCounted ? countedLabels : otherLabels).increment();
    }

    @Override
    public void window(DriftVerdict verdict) {
        (verdict.drifted() ? driftedWindows : windows).increment();
        for (DriftResult result : verdict.results()) {
            gauge(Gauges.PSI, result.statistic(), result.psi());
        }
    }

    @Override
    public void performance(LiveMetric metric) {
        gauge(Gauges.PERFORMANCE, metric.metric().text(), metric.value());
    }

    @Override
    public void alert(AlertKind kind) {
        alerts.withTag("kind", kind.name().toLowerCase(Locale.ROOT)).increment();
    }

    @Override
    public void retrainRequest() {
        requests.increment();
    }

    @Override
    public void held(long observations) {
        held.set(observations);
    }

    @Override
    public void waiting(int partition, long forCounterparts, long forLabels) {
        waiting.put(partition, new Waiting(forCounterparts, forLabels));
    }

    private void waitingGauge(String what, ToLongFunction<Waiting> part) {
        Gauge.builder(
                        "headrace.monitor.waiting",
                        waiting,
                        all -> all.values().stream().mapToLong(part).sum())
                .description("Events that wait for their row or prediction, or for their label")
                .tag("what", what)
                .register(meters);
    }

    private Counter counter(String name, String tag, String value, String description) {
        return Counter.builder(name).tag(tag, value).description(description).register(meters);
    }

    /** Registered with its first value; from then on it shows the newest. */
    private void gauge(Gauges gauge, String tagValue, double value) {
        String key = gauge.name + "/" + tagValue;
        if (gauges.put(key, value) == null) {
            Gauge.builder(gauge.name, gauges, all -> all.getOrDefault(key, Double.NaN))
                    .description(gauge.description)
                    .tag(gauge.tag, tagValue)
                    .register(meters);
        }
    }
}
