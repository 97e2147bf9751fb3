package io.headrace.features.app.spread;

import io.headrace.features.app.avro.KnownLabel;
import io.headrace.features.app.avro.MadeRow;
import io.headrace.features.app.avro.Travelling;
import io.headrace.features.app.avro.WaitingEvent;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.JoinListener;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.output.FeatureOutput;
import io.headrace.features.app.state.PartitionJoin;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.StatefulValues;
import io.headrace.runtime.streams.eventtime.Sequencer;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.quarantine.QuarantineRule;
import io.headrace.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Puts rows together and joins them with their labels, for the events of one partition by id. Rows go out in the order of
 * event time over all partitions that bring events, so what a partition of the features topic holds, and in which order,
 * follows from the clean topic alone.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class RowsProcessor extends ContextualProcessor<String, Parcel, Object, Object> implements JoinListener {

    /** Of events that wait for their answers. */
    private static final Sequencer.Names QUEUE = new Sequencer.Names("rows-queue", "rows-sources");

    /** Of rows and labels that wait for those that may come before them. */
    private static final Sequencer.Names JOIN_QUEUE = new Sequencer.Names("join-queue", "join-sources");

    private final FeatureProgram program;
    private final LabelRules rules;
    private final Spread.Rows rows;
    private final Parcels parcels;
    private final Spreading spreading;
    private final FeatureListener listener;
    private final List<Object> made = new ArrayList<>();
    private int madeBytes;

    /** When the last of all events came that rows were made of so far: what was waited for since need not be again. */
    private long madeSince;

    private final List<String> meanings;
    private CollectedAnswers answers;
    private PartitionJoin join;
    private FeatureOutput outlet;
    private Queue events;
    private Queue joining;

    RowsProcessor(RowsProcessor.Means means, Spreading spreading, FeatureListener listener) {
        this.program = means.program();
        this.rules = means.rules();
        this.rows = means.rows();
        this.parcels = means.parcels();
        this.meanings = means.meanings();
        this.spreading = spreading;
        this.listener = listener;
    }

    /** What rows are made with. */
    record Means(FeatureProgram program, LabelRules rules, Spread.Rows rows, Parcels parcels) {

        /** What each stateful feature means, in the order of the program's: answers go by it, since a name may come to mean something else. */
        List<String> meanings() {
            return program.stateful().stream().map(meaningByName()::get).toList();
        }

        Map<String, String> meaningByName() {
            return rows.outputs().records().meaning().features();
        }
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        TaskStore state = TaskStore.of(context, SpreadTopology.ROWS);
        answers = new CollectedAnswers(program, meanings, parcels, state);
        outlet = rows.outputs().in(context);
        boolean eager = spreading.eager();
        events = new Queue(
                new Sequencer.Rule(spreading.eventSources(), false, eager),
                QUEUE,
                parcels,
                new Making(),
                state,
                context);
        joining = new Queue(
                new Sequencer.Rule(spreading.allSources(), false, eager),
                JOIN_QUEUE,
                parcels,
                new Joining(),
                state,
                context);
        join = PartitionJoin.ofExamples(rules, this, this::readAt, listener, state, context);
    }

    /** Rows meet their labels when they are made. */
    private long readAt() {
        return joining.workedOffAt(events.workedOffAt(Long.MAX_VALUE));
    }

    @Override
    public void process(Record<String, Parcel> record) {
        switch (record.value()) {
            case Parcel.Answered answered -> {
                answers.add(answered);
                events.look(answered.content().getAnswers().size());
            }
            case Parcel.Items items
            when spreading.isOfEvents(items.content().getSource()) -> {
                joining.hear(items.content());
                events.take(items);
            }
            case Parcel.Items items -> joining.take(items);
            case Parcel.Junk _ -> {}
        }
    }

    @Override
    public void close() {
        listener.released(context().taskId().partition());
    }

    /** Makes rows of events in their order, as soon as their answers are there. */
    private final class Making implements Queue.Work {

        @Override
        public boolean take(long progress, Queue.Turn turn, Item item) {
            if (item.body() instanceof WaitingEvent event) {
                Optional<StatefulValues> answered = answers.of(item.source(), event.getOffset(), event.getStages());
                answered.ifPresent(values -> {
                    madeSince = Math.max(madeSince, turn.since());
                    make(item.source(), event, values);
                });
                return answered.isPresent();
            }
            throw new IllegalStateException("an event was expected");
        }

        /** Rows made are on their way to their labels, which may be behind them. */
        @Override
        public void done() {
            if (events.waiting() == 0) {
                answers.nothingWaits();
            }
            answers.save();
            passOn();
            joining.release();
        }
    }

    /** Joins rows and labels, in their order together. */
    private final class Joining implements Queue.Work {

        @Override
        public boolean take(long progress, Queue.Turn turn, Item item) {
            if (!spreading.eager() && turn.time() >= events.watermark(turn.since())) {
                return false;
            }
            join.advance(Math.max(late(item), Math.min(progress, events.progress())));
            switch (item.body()) {
                case MadeRow row ->
                    join.row(
                            row.getEventId(),
                            row.getPosition(),
                            row.getEventTime(),
                            StagesProcessor.bytes(row.getRow()));
                case KnownLabel label ->
                    join.label(
                            new GivenLabel(
                                    label.getEventId(), LabelValues.read(label.getLabel()), label.getLabelledAt()),
                            label.getPosition());
                default -> throw new IllegalStateException("a row or a label was expected");
            }
            return true;
        }

        @Override
        public void done() {
            join.advance(Math.min(joining.progress(), events.progress()));
            listener.held(
                    FeatureListener.Place.ROWS, context().taskId().partition(), events.waiting() + joining.waiting());
        }
    }

    /**
     * Up to when a label says that event time has come, itself: where its position is beyond its own time it is its partition's progress, and
     * all that lies before has been worked on. Whether it comes too late follows from that, not from which progress was heard of so far.
     */
    static long late(Item item) {
        return item.body() instanceof KnownLabel label && label.getPosition() > label.getLabelledAt()
                ? label.getPosition()
                : Long.MIN_VALUE;
    }

    private void passOn() {
        if (!made.isEmpty()) {
            joining.add(new Travelling(0, Long.MIN_VALUE, List.of(), Map.of(), List.copyOf(made)), madeSince);
            made.clear();
            madeBytes = 0;
        }
    }

    private void made(MadeRow row) {
        int bytes = Item.bytes(row);
        if (madeBytes + bytes > Item.ENOUGH_BYTES) {
            passOn();
        }
        made.add(row);
        madeBytes += bytes;
    }

    private void make(int source, WaitingEvent waiting, StatefulValues answered) {
        answers.remove(source, waiting.getOffset());
        byte[] bytes = StagesProcessor.bytes(waiting.getEvent());
        switch (rows.events().decode(bytes)) {
            case Decoded.Ok(GenericRecord event) -> {
                FeatureRow row = program.row(event, answered);
                outlet.row(row, bytes)
                        .ifPresentOrElse(
                                stored -> {
                                    listener.rowMade();
                                    made(new MadeRow(
                                            source,
                                            waiting.getPosition(),
                                            waiting.getOffset(),
                                            row.eventId(),
                                            row.eventTime(),
                                            ByteBuffer.wrap(stored)));
                                },
                                () -> listener.quarantined(FeatureListener.Input.EVENT, QuarantineRule.TOO_LARGE));
            }
            // Another definition by now, whose events are others.
            case Decoded.Bad(String rule, String reason) -> {
                listener.quarantined(FeatureListener.Input.EVENT, rule);
                outlet.refuse(new Record<>(null, bytes, waiting.getPosition()), new Refusal(rule, reason));
            }
        }
    }

    @Override
    public void labelled(String eventId, Awaited.Row row, Label label, long labelTime, Example.LabelSource source) {
        outlet.example(eventId, row, label, labelTime, source);
    }

    @Override
    public void counted(Count count) {
        listener.joined(count);
    }
}
