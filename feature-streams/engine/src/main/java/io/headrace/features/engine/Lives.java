package io.headrace.features.engine;

/**
 * In which life of a stage something was recorded. A stage begins a new life when it comes back after a time in which nobody
 * followed its events, or its labels: what it knew would have a gap.
 *
 * @param events how often the stage has begun
 * @param labels how often its labels have
 */
public record Lives(int events, int labels) {

    public static final Lives FIRST = new Lives(0, 0);

    int of(EntityState.Line line) {
        return line == EntityState.Line.EVENTS ? events : labels;
    }
}
