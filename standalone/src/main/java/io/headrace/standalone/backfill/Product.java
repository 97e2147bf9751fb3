package io.headrace.standalone.backfill;

import io.headrace.schemas.topics.RecordSize;
import io.headrace.schemas.topics.TopicLimits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What a backfill makes of events, and writes. */
abstract sealed class Product implements Resumable permits RowsAndExamples, Past {

    private final Destination destination;
    private final Backfill.Span span;
    private long rows;
    private long examples;

    /** @param span events whose product is written */
    Product(Destination destination, Backfill.Span span) {
        this.destination = destination;
        this.span = span;
    }

    final Destination destination() {
        return destination;
    }

    /** Whether stages are asked: what is made depends on what came before. */
    abstract boolean isAnswered();

    /** What is made of an event when its stages have answered. Called by several threads, for one event once. */
    abstract byte[] make(Work.Answer event);

    /** Writes what is made, in order. */
    final void write(Work work) {
        switch (work) {
            case Work.Answer event -> {
                if (isWanted(event)) {
                    writeEvent(event);
                    rows++;
                }
            }
            case Work.Example example -> {
                if (isWanted(example.event()) && writeExample(example)) {
                    examples++;
                }
            }
            case Work.Recorded _ -> {}
            case Work.Learn learned -> {
                if (isWanted(learned.event())) {
                    writeLabel(learned);
                }
            }
        }
    }

    abstract void writeEvent(Work.Answer event);

    /** @return whether one was written */
    abstract boolean writeExample(Work.Example example);

    abstract void writeLabel(Work.Learn learned);

    private boolean isWanted(Work.Answer event) {
        return span.contains(event.time) && fits(event);
    }

    /** The stream quarantines an event whose row is larger. */
    private static boolean fits(Work.Answer event) {
        return event.row().length < TopicLimits.FEATURES / 2
                || RecordSize.of(event.id.getBytes(StandardCharsets.UTF_8), event.row(), new RecordHeaders())
                        <= TopicLimits.FEATURES;
    }

    long rows() {
        return rows;
    }

    long examples() {
        return examples;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        out.writeLong(rows);
        out.writeLong(examples);
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        rows = in.readLong();
        examples = in.readLong();
    }
}
