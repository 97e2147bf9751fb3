package io.headrace.features.timeline;

/** A column's aggregates while values and partials are added; missing values (NaN) do not count. Not thread-safe. */
public abstract sealed class Running permits NumberRunning, ClassRunning {

    /** As if nothing had been added. */
    public abstract void clear();

    /** Adds one value; NaN is none. */
    public abstract void add(double value);

    abstract void add(Partial partial);

    abstract Partial partial();
}
