package io.headrace.runtime;

/**
 * One app of Headrace: a bean that the process starts once topics and schemas are there, reports in its health, and closes
 * at the end. Apps start in the order of {@link io.micronaut.core.annotation.Order}, then of their names, and close in
 * reverse.
 */
public interface HeadraceApp extends AutoCloseable {

    /** A short name, unique within the process: {@code cleaning}, {@code features} … */
    String name();

    /**
     * Starts it and returns soon; what takes long goes on in the background while {@link #state} says so. Called once.
     *
     * @throws RuntimeException with a message that says what to change; the process then ends
     */
    void start();

    /** What it does now. Never blocks. */
    AppState state();

    /** Stops it, finishing what it has begun. May be called more than once, and before {@link #start}. */
    @Override
    void close();
}
