package io.headrace.standalone.backfill;

import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.StatefulValues;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.Label;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
        private CleanedInput.Parts parts;
        final StatefulValues answers;
        private @Nullable GenericRecord event;
        private byte[] row = {};

        Answer(
                String id,
                long time,
                long progress,
                GenericRecord event,
                CleanedInput.Parts parts,
                StatefulValues answers) {
            this.id = id;
            this.time = time;
            this.progress = progress;
            this.event = event;
            this.parts = parts;
            this.answers = answers;
        }

        private Answer(
                String id, long time, long progress, @Nullable String[] entities, StatefulValues answers, byte[] row) {
            this.id = id;
            this.time = time;
            this.progress = progress;
            this.parts = CleanedInput.Parts.ofEntities(entities);
            this.answers = answers;
            this.row = row;
        }

        GenericRecord event() {
            GenericRecord known = event;
            if (known == null) {
                throw new IllegalStateException("the row of " + id + " was made already");
            }
            return known;
        }

        /** What it brings to the stages; until its row is made, with the events. */
        CleanedInput.Parts parts() {
            return parts;
        }

        /** It may wait long for its label, without the event. */
        void made(byte[] bytes) {
            row = bytes;
            event = null;
            parts = parts.withoutEvents();
        }

        /** One whose row is made. */
        void save(DataOutputStream out) throws IOException {
            Saved.text(out, id);
            out.writeLong(time);
            out.writeLong(progress);
            out.writeInt(parts.entities().length);
            for (String entity : parts.entities()) {
                out.writeBoolean(entity != null);
                if (entity != null) {
                    Saved.text(out, entity);
                }
            }
            Saved.bytes(out, row);
        }

        /** @param answers of no use to one whose row is made */
        static Answer read(DataInputStream in, StatefulValues answers) throws IOException {
            String id = Saved.text(in);
            long time = in.readLong();
            long progress = in.readLong();
            @Nullable String[] entities = new String[in.readInt()];
            for (int i = 0; i < entities.length; i++) {
                entities[i] = in.readBoolean() ? Saved.text(in) : null;
            }
            return new Answer(id, time, progress, entities, answers, Saved.bytes(in));
        }

        /** The row in the wire format. */
        byte[] row() {
            return row;
        }
    }

    /**
     * An event of a further stream to be recorded.
     *
     * @param progress how far its partition had come with it, epoch milliseconds
     */
    record Recorded(CleanedInput.Parts parts, long progress) implements Work {}

    /** A label to be learned by stages with label features. */
    record Learn(Answer event, LearnedLabel label, long progress) implements Work {}

    /**
     * An example to be written.
     *
     * @param labelTime epoch milliseconds
     */
    record Example(Answer event, Label label, long labelTime, LabelSource source) implements Work {}
}
