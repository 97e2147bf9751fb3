package io.headrace.features.engine;

/**
 * What a {@link Stage} remembers of one entity: its events, the labels that were given and the events whose label is assumed
 * from silence unless one is given. Made, changed, written and read by its stage. Not thread-safe: whoever holds it
 * lets one thread at a time use it.
 */
public final class EntityState {

    /** By event time, with the operands' values. */
    final Timeline events;

    /** Labels that were given, by the time they became known, each a number. */
    final Timeline labels;

    /** Events without a given label, by event time: what silence says of each is known {@code labels.within} later. */
    final Timeline silences;

    EntityState(Timeline events, Timeline labels, Timeline silences) {
        this.events = events;
        this.labels = labels;
        this.silences = silences;
    }

    /** How many events and labels are remembered. */
    public int size() {
        return events.size() + labels.size() + silences.size();
    }

    /**
     * Since when the newest entry is remembered, epoch milliseconds: the later of its own time and how far the stream had
     * come when it was recorded. {@link Long#MIN_VALUE} without any entry.
     */
    public long newestSince() {
        return Math.max(events.newestSince(), Math.max(labels.newestSince(), silences.newestSince()));
    }
}
