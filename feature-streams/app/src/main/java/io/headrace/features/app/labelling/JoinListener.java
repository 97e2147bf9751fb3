package io.headrace.features.app.labelling;

import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;

/** Hears what the label join finds. */
public interface JoinListener {

    /**
     * An event has its label.
     *
     * @param row the event's row, or what else came for it, as it came
     * @param labelTime epoch milliseconds at which the label became known
     */
    void labelled(String eventId, Awaited.Row row, Label label, long labelTime, Example.LabelSource source);

    /** Something happened that is counted. */
    void counted(Count count);

    /**
     * What is counted. Rows = labelled + silent + unlabelled + repeated rows + rows waiting. Labels = labelled +
     * repeated, late and orphaned ones + labels waiting.
     */
    enum Count {
        /** A row came. */
        ROW,
        /** A label came. */
        LABEL,
        /** A row got the label given for it. */
        LABELLED,
        /** A row got the label that silence means. */
        SILENT,
        /** A row got no label and became no example. */
        UNLABELLED,
        /** A row came again. */
        REPEATED_ROW,
        /** A label came for an event that has one. */
        REPEATED_LABEL,
        /** A label came, or became known, after its event was given up. */
        LATE_LABEL,
        /** A label was given up because its row did not come. */
        ORPHANED_LABEL
    }
}
