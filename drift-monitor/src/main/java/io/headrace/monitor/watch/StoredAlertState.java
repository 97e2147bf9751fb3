package io.headrace.monitor.watch;

import io.headrace.monitor.alert.AlertState;
import io.headrace.monitor.avro.StoredAlerts;
import java.util.Optional;
import java.util.OptionalLong;

/** Which alarms stand, to and from the store. */
final class StoredAlertState {

    private StoredAlertState() {}

    static AlertState read(StoredAlerts stored) {
        return new AlertState(
                stored.getFeatures(),
                stored.getPredictionMoved(),
                Optional.ofNullable(stored.getDropped()),
                stored.getChangeSince() == null ? OptionalLong.empty() : OptionalLong.of(stored.getChangeSince()),
                Optional.ofNullable(stored.getRequestedFor())
                        .map(model -> new AlertState.LastRequest(model, stored.getRequestedAt())));
    }

    static StoredAlerts write(AlertState state) {
        StoredAlerts stored = new StoredAlerts();
        stored.setFeatures(state.features());
        stored.setPredictionMoved(state.predictionMoved());
        state.dropped().ifPresent(stored::setDropped);
        state.changeSince().ifPresent(stored::setChangeSince);
        state.lastRequest().ifPresent(last -> {
            stored.setRequestedFor(last.model());
            stored.setRequestedAt(last.eventTime());
        });
        return stored;
    }
}
