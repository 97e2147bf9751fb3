package io.headrace.features.engine;

import io.headrace.features.timeline.Values;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * A stage's features, compiled.
 *
 * @param from the first of its places among all stateful features
 * @param to the one after its last
 * @param operands what an event brings to the timeline
 * @param ofEvents those of events
 * @param ofLabels those of labels, where there are any
 * @param lifetimes places of those that look back for ever
 * @param lookBack how far back entries are of use by themselves
 */
record StageFeatures(
        int from,
        int to,
        Operands operands,
        List<Answers> ofEvents,
        LabelFeatures ofLabels,
        List<Integer> lifetimes,
        LookBack lookBack) {

    /** One that comes may let two go, so that what is over never piles up. */
    private static final int MOST_FORGOTTEN = 2;

    StageFeatures {
        ofEvents = List.copyOf(ofEvents);
        lifetimes = List.copyOf(lifetimes);
    }

    boolean learns() {
        return !ofLabels.isEmpty();
    }

    Values operands(GenericRecord event) {
        return operands.of(event);
    }

    /** Those of an event that brings none. */
    Values noOperands() {
        return operands.none();
    }

    void values(EntityState state, long time, Values own, StatefulValues into) {
        for (Answers answers : ofEvents) {
            answers.values(state, time, own, into);
        }
        if (learns()) {
            ofLabels.values(state, time, own, into);
        }
        if (!lifetimes.isEmpty() && isTooLate(state, time)) {
            lifetimes.forEach(place -> into.clear(place, place + 1));
        }
    }

    /** Whether some of what a lifetime is made of may have come after the event: of one that is later than allowed. */
    private boolean isTooLate(EntityState state, long time) {
        long silence = ofLabels.outcomes().silentAfter().orElse(0);
        return Math.max(state.events().foldedSince(), state.labels().foldedSince()) >= time
                || state.silences().foldedSince() > LookBack.before(time, silence) - 1;
    }

    void record(EntityState state, long time, int id, Values own, long progress) {
        if (lookBack.ofEvents()) {
            state.events().add(time, id, progress, own);
        }
        if (learns()) {
            ofLabels.assume(state, time, id, progress);
        }
        forget(state, progress, MOST_FORGOTTEN);
    }

    void restore(EntityState state, long time, int id, Values own) {
        if (lookBack.ofEvents() && time > state.events().foldedSince()) {
            state.events().put(time, id, time, own);
        }
        if (learns() && time > state.silences().foldedSince()) {
            ofLabels.assume(state, time, id, time);
        }
    }

    void restore(EntityState state, int id, LearnedLabel label) {
        boolean isFolded = label.eventTime() <= state.silences().foldedSince()
                || label.knownAt() <= state.labels().foldedSince();
        if (learns() && !Double.isNaN(label.label()) && !isFolded) {
            ofLabels.learn(state, id, label, label.knownAt());
        }
    }

    void learn(EntityState state, int id, LearnedLabel label, long progress) {
        if (!learns() || Double.isNaN(label.label())) {
            return;
        }
        if (label.bySilence()) {
            ofLabels.assume(state, label.eventTime(), id, progress);
        } else if (!isSilenceForLife(state, id, label, progress)) {
            ofLabels.learn(state, id, label, progress);
        }
        forget(state, progress, MOST_FORGOTTEN);
    }

    /**
     * Whether silence is an event's label in a total that cannot tell any more which events it has. Decided by how far the stream has come, and
     * not by whether it has been folded yet.
     */
    private boolean isSilenceForLife(EntityState state, int id, LearnedLabel label, long progress) {
        return !lifetimes.isEmpty()
                && ofLabels.outcomes().silentAfter().isPresent()
                && state.silences().since(label.eventTime(), id).orElse(label.eventTime())
                        < horizon(progress, lookBack.labels());
    }

    /**
     * What is not followed is of no use: when it is followed again, something would be missing in it.
     *
     * @param most pieces of each line at most
     */
    void forget(EntityState state, long progress, int most) {
        state.events().forget(horizon(progress, lookBack.events()), most);
        long horizon = horizon(progress, lookBack.labels());
        state.labels().forget(horizon, most);
        state.silences().forget(horizon, most);
    }

    private static long horizon(long progress, long lookBack) {
        return lookBack == LookBack.NONE ? Long.MAX_VALUE : LookBack.before(progress, lookBack);
    }
}
