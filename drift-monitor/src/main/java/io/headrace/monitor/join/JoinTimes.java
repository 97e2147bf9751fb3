package io.headrace.monitor.join;

import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Duration;

/**
 * Times the join goes by, in milliseconds of event time.
 *
 * @param stay for how long a record waits for its counterpart
 * @param maturing where silence means the negative class: from an event to when silence is taken for its label; else 0
 */
record JoinTimes(long stay, long maturing) {

    /** Beyond the time labels take: apps on either side may be some way behind. */
    private static final Duration SLACK = Duration.ofDays(2);

    static JoinTimes of(PipelineDefinition definition) {
        Duration labels = definition.labels().within().plus(definition.events().lateness());
        boolean silenceSpeaks = definition.labels().silence() == Labels.Silence.NEGATIVE;
        return new JoinTimes(
                labels.plus(SLACK).toMillis(),
                silenceSpeaks ? definition.labels().within().toMillis() : 0);
    }

    /**
     * When a label counts: when it became known; where silence means the negative class, not before silence would have
     * been taken for it. A version's positives become known at once and its negatives at the end: counted as they come, the
     * first would flatter it and the last belittle it.
     */
    long countsAt(long eventTime, long labelTime) {
        return maturing == 0 ? labelTime : Math.max(labelTime, eventTime + maturing);
    }

    /**
     * How far event time has come for sure when a label comes. One that is known before it counts may have been read long before its time, as where history is
     * loaded with its labels: only its event has come by then.
     */
    long sureAt(long eventTime, long labelTime) {
        return labelTime < countsAt(eventTime, labelTime) ? eventTime : labelTime;
    }
}
