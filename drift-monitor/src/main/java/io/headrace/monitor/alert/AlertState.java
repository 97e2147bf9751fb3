package io.headrace.monitor.alert;

import io.headrace.monitor.drift.CountedStatistic;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which alarms stand. They outlive a swap: an alarm stands until a window, or a check, says that it is over.
 *
 * @param features that moved since the alarm about features was raised, in the order in which they were reported
 * @param predictionMoved whether the alarm that predictions moved stands
 * @param dropped what the alarm that performance dropped is about: a version, or the versions together; empty while none
 *     stands
 * @param changeSince event time from which the data is of the new kind, while any alarm stands
 * @param lastRequest the last retrain request
 */
public record AlertState(
        List<String> features,
        boolean predictionMoved,
        Optional<String> dropped,
        OptionalLong changeSince,
        Optional<LastRequest> lastRequest) {

    /** No alarm stands. */
    public static final AlertState QUIET =
            new AlertState(List.of(), false, Optional.empty(), OptionalLong.empty(), Optional.empty());

    public AlertState {
        features = List.copyOf(features);
    }

    /**
     * A retrain request that was made.
     *
     * @param model the version it was about
     * @param eventTime of what led to it, epoch milliseconds
     */
    public record LastRequest(String model, long eventTime) {}

    /** The statistics whose alarm stands. */
    public Set<String> statistics() {
        Set<String> statistics = new HashSet<>(features);
        if (predictionMoved) {
            statistics.add(CountedStatistic.PREDICTION);
        }
        return statistics;
    }

    /** Without the alarm about features that are gone, or have another meaning now. */
    public AlertState withoutFeatures(Set<String> gone) {
        List<String> left =
                features.stream().filter(name -> !gone.contains(name)).toList();
        return new AlertState(left, predictionMoved, dropped, changeSince, lastRequest).since(0);
    }

    boolean stands() {
        return !features.isEmpty() || predictionMoved || dropped.isPresent();
    }

    AlertState withDrift(List<String> moved, boolean prediction) {
        Set<String> all = new LinkedHashSet<>(moved.isEmpty() ? List.of() : features);
        all.addAll(moved);
        return new AlertState(List.copyOf(all), prediction, dropped, changeSince, lastRequest);
    }

    AlertState withDropped(Optional<String> subject) {
        return new AlertState(features, predictionMoved, subject, changeSince, lastRequest);
    }

    /** The first time reported of a change stays until all alarms are over. */
    AlertState since(long time) {
        if (!stands()) {
            return new AlertState(List.of(), false, Optional.empty(), OptionalLong.empty(), lastRequest);
        }
        return changeSince.isPresent()
                ? this
                : new AlertState(features, predictionMoved, dropped, OptionalLong.of(time), lastRequest);
    }

    AlertState requested(String model, long eventTime) {
        return new AlertState(
                features, predictionMoved, dropped, changeSince, Optional.of(new LastRequest(model, eventTime)));
    }
}
