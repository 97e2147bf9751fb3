package io.headrace.features.engine;

/**
 * What a {@link Stage} remembers of one entity: its events and, where label rates ask for them, its labels, each sorted
 * by time. Made, changed, written and read by its stage. Not thread-safe: whoever holds it lets one thread at a time
 * use it.
 */
public final class EntityState {

    final Timeline events;
    final Timeline labels;

    EntityState(Timeline events, Timeline labels) {
        this.events = events;
        this.labels = labels;
    }

    /** How many events and labels are remembered. */
    public int size() {
        return events.size() + labels.size();
    }
}
