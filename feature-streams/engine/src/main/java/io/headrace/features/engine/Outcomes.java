package io.headrace.features.engine;

import io.headrace.features.timeline.Column;
import io.headrace.features.timeline.Delay;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is remembered of an event's label at the event's own place, in the line of silences.
 *
 * @param silentAfter how long after an event silence becomes its label, milliseconds; empty where silence says nothing
 * @param labels whether labels that were given are kept there, too, since some feature is of the newest events
 */
record Outcomes(OptionalLong silentAfter, boolean labels) {

    /** The column that has {@link #SILENT} where silence is the label. */
    static final int SILENCE = 0;

    /** The column of labels that were given. */
    static final int LABEL = 1;

    private static final int DELAY = 2;

    /** When they became known. */
    static final Delay LABEL_DELAY = new Delay.Told(DELAY);

    /** The label of the event is the one that silence stands for. */
    private static final double SILENT = 0;

    private static final double NONE = Double.NaN;

    /**
     * What is kept of events.
     *
     * @param identity of labels that mean the same
     */
    List<Column> columns(LabelNumbers numbers, int identity) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column.Classes(identity, 1));
        if (labels) {
            columns.add(numbers.column(List.of(identity, LABEL).hashCode()));
            columns.add(new Column.Numbers(List.of(identity, DELAY).hashCode()));
        }
        return columns;
    }

    /** An event came, or is known to have got no label: silence is its label unless one was given. */
    void assume(EntityState state, long eventTime, int id, long progress) {
        double silence = silentAfter.isPresent() ? SILENT : NONE;
        if (labels) {
            state.silences().add(eventTime, id, progress, silence, NONE, NONE);
        } else if (silentAfter.isPresent()) {
            state.silences().add(eventTime, id, progress, silence);
        }
    }

    /** A label was given, whether the event came or not. */
    void learn(EntityState state, int id, LearnedLabel label, long progress) {
        long eventTime = label.eventTime();
        if (labels) {
            state.silences().put(eventTime, id, progress, NONE, label.label(), label.knownAt() - (double) eventTime);
        } else if (silentAfter.isPresent()) {
            state.silences().put(eventTime, id, progress, NONE);
        }
    }
}
