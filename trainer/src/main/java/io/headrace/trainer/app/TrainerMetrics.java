package io.headrace.trainer.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The trainer's meters: headrace.training.*. */
@Singleton
final class TrainerMetrics {

    private final MeterRegistry meters;
    private final AtomicLong window = new AtomicLong();
    private final AtomicLong fresh = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong waitingHas = new AtomicLong();
    private final AtomicLong running = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();
    private final Counter examples;
    private final Counter unusable;
    private final Counter otherMeaning;
    private final Counter trials;

    TrainerMetrics(MeterRegistry meters) {
        this.meters = meters;
        gauge("headrace.training.window", "Examples in memory", window);
        gauge("headrace.training.new", "Examples since the last training", fresh);
        gauge("headrace.training.waiting", "1 while a retrain request waits for examples, else 0", waiting);
        gauge("headrace.training.waiting.examples", "Examples that the waiting request has", waitingHas);
        gauge("headrace.training.running", "1 while a model is trained, else 0", running);
        gauge("headrace.training.behind", "Records that are there and not read yet", behind);
        this.examples = counter("headrace.training.examples", "Examples read");
        this.unusable = counter("headrace.training.unusable", "Records that could not be read as examples or requests");
        this.otherMeaning = counter(
                "headrace.training.other-meaning",
                "Examples left out because their features or label mean something else than the definition's");
        this.trials = counter("headrace.training.trials", "Parameter sets tried");
    }

    void example() {
        examples.increment();
    }

    void unusable() {
        unusable.increment();
    }

    void otherMeaning() {
        otherMeaning.increment();
    }

    void trial() {
        trials.increment();
    }

    void window(int size, long newExamples) {
        window.set(size);
        fresh.set(newExamples);
    }

    /** What a waiting request has; empty where none waits. */
    void waiting(boolean isWaiting, int has) {
        waiting.set(isWaiting ? 1 : 0);
        waitingHas.set(isWaiting ? has : 0);
    }

    void behind(long records) {
        behind.set(records);
    }

    void started() {
        running.set(1);
    }

    /**
     * A training ended.
     *
     * @param outcome published, refused, failed, or interrupted (and to be made again)
     */
    void ended(String outcome, Duration took) {
        running.set(0);
        Counter.builder("headrace.training.runs")
                .description("Trainings by what came of them")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
        Timer.builder("headrace.training.duration")
                .description("Time of one training, gates and publication included")
                .register(meters)
                .record(took);
    }

    private void gauge(String name, String description, AtomicLong value) {
        Gauge.builder(name, value, AtomicLong::get).description(description).register(meters);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
