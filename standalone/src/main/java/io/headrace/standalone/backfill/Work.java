package io.headrace.standalone.backfill;

import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.StatefulValues;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.Label;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** What is to be done, in order. */
sealed interface Work {

    /**
     * An event to be answered and recorded. Its stages fill in {@link #answers}, then its row is made; each step is done before the next
     * begins, so no two threads have it at a time but stages, which have places of their own.
     */
    final class Answer implements Work {

        final String id;
        final long time;
        final long progress;
        final @Nullable String[] entities;
        final StatefulValues answers;
        private @Nullable GenericRecord event;
        private byte[] row = {};

        Answer(
                String id,
                long time,
                long progress,
                GenericRecord event,
                @Nullable String[] entities,
                StatefulValues answers) {
            this.id = id;
            this.time = time;
            this.progress = progress;
            this.event = event;
            this.entities = entities;
            this.answers = answers;
        }

        GenericRecord event() {
            GenericRecord known = event;
            if (known == null) {
                throw new IllegalStateException("the row of " + id + " was made already");
            }
            return known;
        }

        /** It may wait long for its label, without the event. */
        void made(byte[] bytes) {
            row = bytes;
            event = null;
        }

        /** The row in the wire format. */
        byte[] row() {
            return row;
        }
    }

    /** A label to be learned by stages with label features. */
    record Learn(Answer event, LearnedLabel label, long progress) implements Work {}

    /**
     * An example to be written.
     *
     * @param labelTime epoch milliseconds
     */
    record Example(Answer event, Label label, long labelTime, LabelSource source) implements Work {}
}
