package io.headrace.monitor.alarm;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was said so far about the champion.
 *
 * @param featuresMoved whether the alarm that features moved stands
 * @param predictionMoved whether the alarm that predictions moved stands
 * @param dropped whether the alarm that performance dropped stands
 * @param changeSince event time from which the data is of the new kind, while any alarm stands
 * @param lastRequest the last retrain request, of this champion or one before
 */
public record AlarmState(
        boolean featuresMoved,
        boolean predictionMoved,
        boolean dropped,
        OptionalLong changeSince,
        Optional<LastRequest> lastRequest) {

    /** Nothing was said yet. */
    public static final AlarmState QUIET = new AlarmState(false, false, false, OptionalLong.empty(), Optional.empty());

    /**
     * A retrain request that was made.
     *
     * @param model the version it was about
     * @param eventTime of what led to it, epoch milliseconds
     */
    public record LastRequest(String model, long eventTime) {}

    /** A new champion has no alarms of its own yet. */
    public AlarmState forNewChampion() {
        return new AlarmState(false, false, false, OptionalLong.empty(), lastRequest);
    }

    boolean stands() {
        return featuresMoved || predictionMoved || dropped;
    }

    AlarmState withDrift(boolean features, boolean prediction) {
        return new AlarmState(features, prediction, dropped, changeSince, lastRequest);
    }

    AlarmState withDropped(boolean now) {
        return new AlarmState(featuresMoved, predictionMoved, now, changeSince, lastRequest);
    }

    /** The first time said of a change stays until all alarms are over. */
    AlarmState since(long time) {
        if (!stands()) {
            return new AlarmState(false, false, false, OptionalLong.empty(), lastRequest);
        }
        return changeSince.isPresent()
                ? this
                : new AlarmState(featuresMoved, predictionMoved, dropped, OptionalLong.of(time), lastRequest);
    }

    AlarmState requested(String model, long eventTime) {
        return new AlarmState(
                featuresMoved, predictionMoved, dropped, changeSince, Optional.of(new LastRequest(model, eventTime)));
    }
}
