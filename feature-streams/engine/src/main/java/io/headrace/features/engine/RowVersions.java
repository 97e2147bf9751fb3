package io.headrace.features.engine;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The versions of one row of a reference, as a set: what it was at a time does not depend on the order in which they came, nor on
 * whether one came twice. Not thread-safe.
 *
 * <p>A version that another one has followed is forgotten when progress is ahead of both by the lateness: no event that is not late can
 * ask for it. A version counts from when it was recorded where that is later than its own time, so that a replay of old events
 * beside new ones finds what it needs. The newest version is kept for good: it is the table. Only that a row is gone is forgotten,
 * after 400 days.
 *
 * @param <R> what a row is
 */
public final class RowVersions<R> {

    private final NavigableMap<Place, Version<R>> versions = new TreeMap<>();

    /**
     * Where a version stands. Of several of one time the last counts: by partition, then by offset.
     *
     * @param time since when the row is so, epoch milliseconds
     * @param partition of the reference's topic
     * @param offset there
     */
    public record Place(long time, int partition, long offset) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            if (time != other.time) {
                return Long.compare(time, other.time);
            }
            return partition == other.partition
                    ? Long.compare(offset, other.offset)
                    : Integer.compare(partition, other.partition);
        }

        private static Place firstOf(long time) {
            return new Place(time, Integer.MIN_VALUE, Long.MIN_VALUE);
        }
    }

    /**
     * A version.
     *
     * @param since the later of its time and how far the stream had come when it was recorded, epoch milliseconds
     * @param row empty where the row is gone
     */
    public record Version<R>(long since, Optional<R> row) {}

    /** There is a version, in place of one that came from the same place. */
    public void put(Place place, Version<R> version) {
        versions.put(place, version);
    }

    /** The row as it was before a millisecond: a version of that very millisecond is not known yet. Empty where there was none. */
    public Optional<R> before(long time) {
        return Optional.ofNullable(versions.lowerEntry(Place.firstOf(time)))
                .flatMap(entry -> entry.getValue().row());
    }

    /**
     * Forgets what no event can ask for any more that is not late.
     *
     * @param horizon no such event has a time before this, epoch milliseconds
     * @return what is gone
     */
    public SortedMap<Place, Version<R>> forget(long horizon) {
        SortedMap<Place, Version<R>> forgotten = new TreeMap<>();
        for (OptionalLong due = due(); due.isPresent() && due.getAsLong() < horizon; due = due()) {
            Map.Entry<Place, Version<R>> first = versions.pollFirstEntry();
            forgotten.put(first.getKey(), first.getValue());
        }
        return forgotten;
    }

    /** The earliest version is of no use as soon as the horizon is beyond this, epoch milliseconds; empty where it is kept for good. */
    public OptionalLong due() {
        Iterator<Version<R>> all = versions.values().iterator();
        if (!all.hasNext()) {
            return OptionalLong.empty();
        }
        Version<R> first = all.next();
        if (all.hasNext()) {
            return OptionalLong.of(Math.max(first.since(), all.next().since()));
        }
        return first.row().isPresent()
                ? OptionalLong.empty()
                : OptionalLong.of(first.since() + LookBack.WITHOUT_WINDOW);
    }

    /** All versions, the earliest first. */
    public SortedMap<Place, Version<R>> all() {
        return Collections.unmodifiableSortedMap(versions);
    }

    public boolean isEmpty() {
        return versions.isEmpty();
    }
}
