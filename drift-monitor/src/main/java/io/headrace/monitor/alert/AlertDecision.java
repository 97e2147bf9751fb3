package io.headrace.monitor.alert;

import io.headrace.schemas.avro.RetrainRequest;
import java.util.List;
import java.util.Optional;

/**
 * What is to be published.
 *
 * @param state which alarms stand after it
 */
public record AlertDecision(AlertState state, List<RaisedAlert> alerts, Optional<RetrainRequest> request) {

    public AlertDecision {
        alerts = List.copyOf(alerts);
    }
}
