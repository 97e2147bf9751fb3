package io.headrace.features.timeline;

/** A column's aggregates while values and partials are added; missing values do not count. Not thread-safe. */
public abstract sealed class Running
        permits NumberRunning,
                ClassRunning,
                TextRunning,
                DistinctRunning,
                FrequencyRunning,
                TextFrequencyRunning,
                DecayedRunning,
                GapsRunning,
                EndsRunning {

    /** As if nothing had been added. */
    public abstract void clear();

    /**
     * Adds entries of a leaf.
     *
     * @param column of which they have the values
     * @param from the first entry
     * @param end the one behind the last
     */
    abstract void add(Leaf leaf, int column, int from, int end);

    /**
     * Adds what one entry brings.
     *
     * @param time of the entry
     * @param column of which it has the value
     */
    public abstract void add(long time, Values values, int column);

    abstract void add(Partial partial);

    abstract Partial partial();
}
