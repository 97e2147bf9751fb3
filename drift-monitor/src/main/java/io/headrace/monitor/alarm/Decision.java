package io.headrace.monitor.alarm;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.RetrainRequest;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said.
 *
 * @param state what was said by then
 */
public record Decision(AlarmState state, List<Alert> alerts, Optional<RetrainRequest> request) {

    public Decision {
        alerts = List.copyOf(alerts);
    }
}
