package io.headrace.features.engine;

import io.headrace.schemas.expression.NumberProgram;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * A stage's features, compiled.
 *
 * @param from the first of its places among all stateful features
 * @param to the one after its last
 * @param operands what an event brings to the timeline, one a column
 * @param operandMeanings what these mean
 * @param aggregates over events, one a distinct operand
 * @param pauses places of the times since last
 * @param ofLabels those of labels, where there are any
 * @param lookBack how far back entries are of use
 */
record StageFeatures(
        int from,
        int to,
        List<NumberProgram> operands,
        List<String> operandMeanings,
        List<Aggregates> aggregates,
        List<Integer> pauses,
        LabelFeatures ofLabels,
        LookBack lookBack) {

    private static final double MILLIS_PER_SECOND = 1000.0;

    StageFeatures {
        operands = List.copyOf(operands);
        operandMeanings = List.copyOf(operandMeanings);
        aggregates = List.copyOf(aggregates);
        pauses = List.copyOf(pauses);
    }

    int width() {
        return operands.size();
    }

    boolean learns() {
        return !ofLabels.isEmpty();
    }

    double[] operands(GenericRecord event) {
        double[] numbers = new double[operands.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = operands.get(i).evaluate(event);
        }
        return numbers;
    }

    void values(EntityState state, long time, double[] own, double[] into) {
        for (Aggregates aggregate : aggregates) {
            aggregate.values(state.events, time, own, into);
        }
        if (!pauses.isEmpty()) {
            double seconds = pause(state.events, time);
            for (int place : pauses) {
                into[place] = seconds;
            }
        }
        if (learns()) {
            ofLabels.values(state, time, into);
        }
    }

    private static double pause(Timeline events, long time) {
        int previous = events.endBefore(time) - 1;
        long horizon = Timeline.earlier(time, StageCompiler.LONGEST_WITHOUT_WINDOW_MILLIS);
        return previous < events.first() || events.time(previous) <= horizon
                ? Double.NaN
                : (time - events.time(previous)) / MILLIS_PER_SECOND;
    }

    void record(EntityState state, long time, long id, double[] own, long progress) {
        if (lookBack.ofEvents()) {
            int at = state.events.position(time, id);
            if (at < 0) {
                state.events.insert(-at - 1, time, id, progress, own);
            }
        }
        if (learns()) {
            ofLabels.assume(state, time, id, progress);
        }
        forget(state, progress);
        sweep(state, progress, id);
    }

    void learn(EntityState state, long id, LearnedLabel label, long progress) {
        if (!learns() || Double.isNaN(label.label())) {
            return;
        }
        if (label.bySilence()) {
            ofLabels.assume(state, label.eventTime(), id, progress);
        } else {
            ofLabels.learn(state, id, label, progress);
        }
        forget(state, progress);
        sweep(state, progress, id);
    }

    void forget(EntityState state, long progress) {
        state.events.forgetOldest(eventHorizon(progress));
        state.labels.forgetOldest(labelHorizon(progress));
        state.silences.forgetOldest(labelHorizon(progress));
    }

    /**
     * Where old events keep coming, such as those of a clock years behind, there is always one at the front that stays, and what is
     * behind it would pile up. So with one in as many entries as there are, all are looked at: constant time an entry on
     * average. Which one it is follows from its id and how many there are, hence from what came, not from when a state was
     * read or written.
     */
    private void sweep(EntityState state, long progress, long id) {
        sweep(state.events, eventHorizon(progress), id);
        sweep(state.labels, labelHorizon(progress), id);
        sweep(state.silences, labelHorizon(progress), id);
    }

    private static void sweep(Timeline line, long horizon, long id) {
        if (line.size() > 0 && Long.remainderUnsigned(id, line.size()) == 0) {
            line.forgetAll(horizon);
        }
    }

    private long eventHorizon(long progress) {
        return Timeline.earlier(progress, Math.max(0, lookBack.events()));
    }

    private long labelHorizon(long progress) {
        return Timeline.earlier(progress, Math.max(0, lookBack.labels()));
    }
}
