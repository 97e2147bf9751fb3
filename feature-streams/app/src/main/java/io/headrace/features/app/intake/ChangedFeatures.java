package io.headrace.features.app.intake;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What another definition means for the features that remember.
 *
 * @param cold those that begin cold, with how long it takes until they are whole: their look-back; {@link ChronoUnit#FOREVER} of a
 *     lifetime, zero of a lookup
 * @param kept those that keep their past
 * @param isRestored whether the first know what history says of their past
 */
public record ChangedFeatures(SortedMap<String, Duration> cold, SortedSet<String> kept, boolean isRestored) {

    public ChangedFeatures {
        cold = Collections.unmodifiableSortedMap(new TreeMap<>(cold));
        kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
    }

    /** Without history. */
    public ChangedFeatures(SortedMap<String, Duration> cold, SortedSet<String> kept) {
        this(cold, kept, false);
    }

    /** The same where history is read. */
    public ChangedFeatures restored() {
        return new ChangedFeatures(cold, kept, true);
    }

    /** Of those that begin cold, the ones that look back: a lookup only has to read its reference. */
    public List<String> lackingPast() {
        return cold.entrySet().stream()
                .filter(feature -> !feature.getValue().isZero())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** In one line. */
    @Override
    public String toString() {
        if (isRestored && !lackingPast().isEmpty()) {
            return "their past have from history " + String.join(", ", lackingPast()) + keeping();
        }
        String beginning = cold.isEmpty()
                ? "no feature begins cold"
                : "cold begin "
                        + cold.entrySet().stream()
                                .map(feature -> feature.getKey() + " (" + whole(feature.getValue()) + ")")
                                .collect(Collectors.joining(", "));
        return beginning + keeping();
    }

    private String keeping() {
        return kept.isEmpty() ? "; none keeps its past" : "; their past keep " + String.join(", ", kept);
    }

    /** When one that begins cold knows all that it should. */
    public static String whole(Duration after) {
        if (after.isZero()) {
            return "whole as soon as its reference has been read";
        }
        return after.equals(ChronoUnit.FOREVER.getDuration()) ? "a lifetime from now on" : "whole after " + after;
    }
}
