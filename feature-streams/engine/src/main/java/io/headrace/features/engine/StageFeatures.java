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
 * @param operandTexts their expressions
 * @param aggregates over events, one a distinct operand
 * @param pauses places of the times since last
 * @param ofLabels those of labels, where there are any
 * @param memory how far back entries are of use
 */
record StageFeatures(
        int from,
        int to,
        List<NumberProgram> operands,
        List<String> operandTexts,
        List<Aggregates> aggregates,
        List<Integer> pauses,
        LabelFeatures ofLabels,
        Memory memory) {

    private static final double MILLIS_PER_SECOND = 1000.0;

    /**
     * @param events how long before the entity's newest event but one an event is of use, milliseconds
     * @param labels the same for the time a label became known
     * @param previousEvent whether the one before those is of use, too
     * @param previousLabel the same of labels
     */
    record Memory(long events, long labels, boolean previousEvent, boolean previousLabel) {}

    StageFeatures {
        operands = List.copyOf(operands);
        operandTexts = List.copyOf(operandTexts);
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

    void values(EntityState state, long time, long id, double[] own, double[] into) {
        Moment moment = Moment.of(state.events, time, id);
        for (Aggregates aggregate : aggregates) {
            aggregate.values(state.events, moment, own, into);
        }
        if (!pauses.isEmpty()) {
            int previous = moment.previous(state.events);
            double seconds = previous < 0 ? Double.NaN : (time - state.events.time(previous)) / MILLIS_PER_SECOND;
            for (int place : pauses) {
                into[place] = seconds;
            }
        }
        if (learns()) {
            ofLabels.values(state.labels, time, into);
        }
    }

    void record(EntityState state, long time, long id, double[] own) {
        int at = state.events.position(time, id);
        if (at >= 0) {
            return;
        }
        state.events.insert(-at - 1, time, id, own);
        forget(state);
    }

    void learn(EntityState state, long id, long knownAt, double label) {
        int at = state.labels.position(knownAt, id);
        if (at >= 0 || !learns() || Double.isNaN(label)) {
            return;
        }
        state.labels.insert(-at - 1, knownAt, id, new double[] {label});
        forget(state);
    }

    /** Counted back from the newest event but one: a single event dated years ahead must not cost all the others. */
    private void forget(EntityState state) {
        if (state.events.size() > 1) {
            long newest = state.events.time(state.events.end() - 2);
            state.events.forgetThrough(newest - memory.events(), memory.previousEvent());
            state.labels.forgetThrough(newest - memory.labels(), memory.previousLabel());
        }
    }
}
