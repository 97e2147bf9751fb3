package io.headrace.features.engine;

import io.headrace.features.timeline.Timeline;
import io.headrace.schemas.expression.NumberProgram;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * A stage's features, compiled.
 *
 * @param from the first of its places among all stateful features
 * @param to the one after its last
 * @param operands what an event brings to the timeline, one a column
 * @param aggregates over events, one a distinct operand
 * @param pauses places of the times since last
 * @param ofLabels those of labels, where there are any
 * @param lookBack how far back entries are of use
 */
record StageFeatures(
        int from,
        int to,
        List<NumberProgram> operands,
        List<Aggregates> aggregates,
        List<Integer> pauses,
        LabelFeatures ofLabels,
        LookBack lookBack) {

    private static final double MILLIS_PER_SECOND = 1000.0;

    /** One that comes may let two go, so that what is over never piles up. */
    private static final int MOST_FORGOTTEN = 2;

    StageFeatures {
        operands = List.copyOf(operands);
        aggregates = List.copyOf(aggregates);
        pauses = List.copyOf(pauses);
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
            aggregate.values(state.events(), time, own, into);
        }
        if (!pauses.isEmpty()) {
            double seconds = pause(state.events(), time);
            for (int place : pauses) {
                into[place] = seconds;
            }
        }
        if (learns()) {
            ofLabels.values(state, time, into);
        }
    }

    private static double pause(Timeline events, long time) {
        long previous = events.lastTimeBefore(time);
        return previous <= LookBack.before(time, StageCompiler.LONGEST_WITHOUT_WINDOW_MILLIS)
                ? Double.NaN
                : (time - previous) / MILLIS_PER_SECOND;
    }

    void record(EntityState state, long time, int id, double[] own, long progress) {
        if (lookBack.ofEvents()) {
            state.events().add(time, id, progress, own);
        }
        if (learns()) {
            ofLabels.assume(state, time, id, progress);
        }
        forget(state, progress, MOST_FORGOTTEN);
    }

    void learn(EntityState state, int id, LearnedLabel label, long progress) {
        if (!learns() || Double.isNaN(label.label())) {
            return;
        }
        if (label.bySilence()) {
            ofLabels.assume(state, label.eventTime(), id, progress);
        } else {
            ofLabels.learn(state, id, label, progress);
        }
        forget(state, progress, MOST_FORGOTTEN);
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
