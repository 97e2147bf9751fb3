package io.headrace.monitor.topology;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.time.EventClock;
import java.time.Duration;

/**
 * Times the monitor goes by.
 *
 * @param clock how event time goes on
 * @param stayMillis for how much event time a record waits for its counterpart
 */
record MonitorTimes(EventClock.Rule clock, long stayMillis) {

    private static final Duration LEAST_PACE = Duration.ofHours(1);

    /** Beyond the time labels take: apps on either side may be some way behind. */
    private static final Duration SLACK = Duration.ofDays(2);

    static MonitorTimes of(PipelineDefinition definition) {
        Duration lateness = definition.events().lateness();
        Duration pace = lateness.compareTo(LEAST_PACE) > 0 ? lateness : LEAST_PACE;
        return new MonitorTimes(
                new EventClock.Rule(pace, lateness),
                definition.labels().within().plus(lateness).plus(SLACK).toMillis());
    }
}
