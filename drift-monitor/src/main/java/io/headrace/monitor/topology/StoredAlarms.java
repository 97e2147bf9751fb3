package io.headrace.monitor.topology;

import io.headrace.monitor.alarm.AlarmState;
import io.headrace.monitor.avro.WatchState;
import java.util.Optional;
import java.util.OptionalLong;

/** What was said so far, in the watch's stored state. */
final class StoredAlarms {

    private StoredAlarms() {}

    static AlarmState read(WatchState state) {
        long since = state.getChangeSince();
        return new AlarmState(
                state.getFeaturesMoved(),
                state.getPredictionMoved(),
                state.getDropped(),
                since < 0 ? OptionalLong.empty() : OptionalLong.of(since),
                state.getRequestedFor().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new AlarmState.LastRequest(state.getRequestedFor(), state.getRequestedAt())));
    }

    static void write(AlarmState said, WatchState state) {
        state.setFeaturesMoved(said.featuresMoved());
        state.setPredictionMoved(said.predictionMoved());
        state.setDropped(said.dropped());
        state.setChangeSince(said.changeSince().orElse(-1));
        said.lastRequest().ifPresent(last -> {
            state.setRequestedFor(last.model());
            state.setRequestedAt(last.eventTime());
        });
    }
}
