package io.headrace.monitor.watch;

import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.WatchState;
import io.headrace.schemas.definition.Labels;

/**
 * Whether labels are mature: where silence means the negative class, one that was given counts when silence about its event would have been noticed. That
 * is a matter of event time alone. A stream that brings nothing for a while is not waited for, but it has not come further either. Mutable; one thread.
 */
final class Maturity {

    private final long millis;
    private final WatchState state;

    /** @param state holds how far event time has come */
    Maturity(Labels labels, WatchState state) {
        this.millis =
                labels.silence() == Labels.Silence.NEGATIVE ? labels.within().toMillis() : 0;
        this.state = state;
    }

    /** An observation has come; gives whether event time has come further with it. */
    boolean came(Observation observation) {
        long reached = reachedBy(observation);
        if (reached <= state.getReached()) {
            return false;
        }
        state.setReached(reached);
        return true;
    }

    /** A mature label shows that its event's silence is over: no more, since whoever gave it may have had a wrong clock. */
    private long reachedBy(Observation observation) {
        if (!(observation.getBody() instanceof LabelledPrediction)) {
            return observation.getTime();
        }
        return isEarly(observation) ? observation.getEventTime() : observation.getEventTime() + millis;
    }

    /** Whether an observation counts yet. */
    boolean counts(Observation observation) {
        return !(observation.getBody() instanceof LabelledPrediction)
                || !isEarly(observation)
                || observation.getTime() <= state.getReached();
    }

    /** Whether a label became known before it counts. */
    private boolean isEarly(Observation observation) {
        return millis > 0 && observation.getTime() <= observation.getEventTime() + millis;
    }
}
