package io.headrace.features.app.spread;

import io.headrace.features.app.avro.AnsweringStage;
import io.headrace.features.app.avro.Answers;
import io.headrace.features.app.avro.LearnedLabel;
import io.headrace.features.app.avro.ReferenceChange;
import io.headrace.features.app.avro.StageAnswer;
import io.headrace.features.app.avro.StageEvent;
import io.headrace.features.app.avro.StreamEvent;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.state.EntityStates;
import io.headrace.features.app.state.StageLives;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Lookups;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StatefulValues;
import io.headrace.runtime.streams.eventtime.Sequencer;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * All stages over one partition's entities, and all references over its rows: events are answered and recorded, labels learned, changes of
 * rows noted, in the order of event time over all partitions that bring them. Answers go to where the event waits.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class StagesProcessor extends ContextualProcessor<String, Parcel, String, Parcel> implements Queue.Work {

    private static final Sequencer.Names QUEUE = new Sequencer.Names("stages-queue", "stages-sources");

    /** Of some hundred features each they are far from the limit of internal topics. */
    private static final int MOST_ANSWERS = 512;

    private final FeatureProgram program;
    private final List<String> meanings;
    private final AvroDecoder events;
    private final Parcels parcels;
    private final Spreading spreading;
    private final FeatureListener listener;
    private final EntityOwners owners;
    private final AvroSerdes serdes;
    private final Map<String, EntityStates> entities = new HashMap<>();

    /** By further stream. */
    private final Map<String, AvroDecoder> streams = new HashMap<>();

    /** In the order of {@link #answering}. */
    private final List<Answering> known = new ArrayList<>();

    private final Map<Integer, List<StageAnswer>> answers = new TreeMap<>();
    private List<AnsweringStage> answering;
    private HeardLives lives;
    private ReferenceTables references;
    private Queue queue;

    StagesProcessor(RowsProcessor.Means means, Spreading spreading, FeatureListener listener, EntityOwners owners) {
        this.program = means.program();
        this.meanings = means.meanings();
        this.events = means.rows().events();
        this.serdes = means.rows().outputs().serdes();
        program.streams()
                .forEach(stream -> streams.put(
                        stream.name(), serdes.decoder(stream.events().schema())));
        this.parcels = means.parcels();
        this.spreading = spreading;
        this.listener = listener;
        this.owners = owners;
    }

    @Override
    public void init(ProcessorContext<String, Parcel> context) {
        super.init(context);
        TaskStore state = TaskStore.of(context, EntityStates.STORE);
        for (Stage stage : program.stages()) {
            entities.put(stage.name(), new EntityStates(stage, state));
        }
        references = new ReferenceTables(program, serdes, parcels, state);
        known.clear();
        program.stages().forEach(stage -> known.add(new OfStage(stage)));
        program.lookups().forEach(lookups -> known.add(new OfReference(lookups)));
        answering = known.stream()
                .map(one -> new AnsweringStage(one.name(), meanings.subList(one.from(), one.to())))
                .collect(Collectors.toCollection(ArrayList::new));
        lives = new HeardLives(StageLives.names(program), state);
        live();
        entities.values().forEach(one -> owners.own(context.taskId().partition(), one));
        queue = new Queue(
                new Sequencer.Rule(spreading.stageSources(), false, spreading.eager()),
                QUEUE,
                parcels,
                this,
                state,
                context);
        references.own(owners, context.taskId().partition());
    }

    @Override
    public void process(Record<String, Parcel> record) {
        if (record.value() instanceof Parcel.Items items) {
            if (lives.hear(items.content().getSource(), items.content().getLives())) {
                live();
            }
            queue.take(items);
        }
    }

    @Override
    public void close() {
        entities.values().forEach(one -> owners.release(context().taskId().partition(), one));
        references.release(owners, context().taskId().partition());
    }

    private void live() {
        for (Stage stage : program.stages()) {
            entities.get(stage.name()).live(lives.of(StageLives.ofEvents(stage)), lives.of(StageLives.ofLabels(stage)));
        }
    }

    /** Labels for a stage that an earlier definition had are for nobody. */
    @Override
    public boolean take(long progress, Queue.Turn turn, Item item) {
        switch (item.body()) {
            case StageEvent event -> answer(item, event, progress);
            case StreamEvent event -> record(item, event, progress);
            case LearnedLabel label when entities.containsKey(label.getStage()) -> learn(label, progress);
            case ReferenceChange change -> references.put(change);
            default -> {}
        }
        return true;
    }

    /** Answers for one partition go together, in parcels of bounded size. */
    @Override
    public void done() {
        answers.forEach((partition, those) -> {
            for (int from = 0; from < those.size(); from += MOST_ANSWERS) {
                List<StageAnswer> some = those.subList(from, Math.min(those.size(), from + MOST_ANSWERS));
                Answers parcel = new Answers(List.copyOf(answering), List.copyOf(some));
                context().forward(new Record<>("", new Parcel.Answered(parcel, partition), 0));
            }
        });
        answers.clear();
        listener.held(FeatureListener.Place.STAGES, context().taskId().partition(), queue.waiting());
    }

    /**
     * Each stage that an event was sent to answers, since its row waits for it: with nothing where an earlier definition had the stage
     * or it has begun anew since, and where the bytes cannot be read by now, which are refused where the event waits.
     */
    private void answer(Item item, StageEvent asked, long progress) {
        Optional<GenericRecord> event =
                events.decode(bytes(asked.getEvent())) instanceof Decoded.Ok(GenericRecord record)
                        ? Optional.of(record)
                        : Optional.empty();
        for (String name : asked.getStages()) {
            int place = place(name);
            List<StageAnswer> those = answers.computeIfAbsent(asked.getRow(), _ -> new ArrayList<>());
            if (place >= known.size()) {
                those.add(new StageAnswer(item.source(), asked.getOffset(), place, List.of()));
                continue;
            }
            Answering one = known.get(place);
            StatefulValues values = program.blank();
            event.ifPresent(
                    record -> one.answer(item, record, values, spreading.eager() ? progress : asked.getWatermark()));
            those.add(new StageAnswer(
                    item.source(),
                    asked.getOffset(),
                    place,
                    IntStream.range(one.from(), one.to())
                            .mapToObj(at -> AnswerValues.write(program, values, at))
                            .toList()));
        }
    }

    /** Those of a stream or stage that an earlier definition had, or that it sent in an earlier life, are for nobody. */
    private void record(Item item, StreamEvent sent, long progress) {
        AvroDecoder decoder = streams.get(sent.getStream());
        if (decoder == null || !(decoder.decode(bytes(sent.getEvent())) instanceof Decoded.Ok(GenericRecord event))) {
            return;
        }
        for (String name : sent.getStages()) {
            EntityStates states = entities.get(name);
            if (states != null && begins(item, states.stage())) {
                states.record(event, spreading.eager() ? progress : sent.getWatermark());
            }
        }
    }

    /** Whether something that a source has sent to a stage counts; it is taken then. */
    private boolean begins(Item item, Stage stage) {
        String life = StageLives.ofEvents(stage);
        if (lives.isVoid(item.source(), life, item.lives().getOrDefault(life, 0))) {
            return false;
        }
        lives.take(item.source(), life);
        return true;
    }

    /** What answers events here. */
    private interface Answering {

        String name();

        /** The place of its first feature among the stateful ones. */
        int from();

        /** The one behind its last. */
        int to();

        /** @param progress how far the event's partition had come with it in event time */
        void answer(Item item, GenericRecord event, StatefulValues into, long progress);
    }

    private final class OfStage implements Answering {

        private final Stage stage;

        OfStage(Stage stage) {
            this.stage = stage;
        }

        @Override
        public String name() {
            return stage.name();
        }

        @Override
        public int from() {
            return stage.from();
        }

        @Override
        public int to() {
            return stage.to();
        }

        @Override
        public void answer(Item item, GenericRecord event, StatefulValues into, long progress) {
            if (begins(item, stage)) {
                entities.get(stage.name()).observe(event, into, progress);
            }
        }
    }

    private final class OfReference implements Answering {

        private final Lookups lookups;

        OfReference(Lookups lookups) {
            this.lookups = lookups;
        }

        @Override
        public String name() {
            return lookups.name();
        }

        @Override
        public int from() {
            return lookups.from();
        }

        @Override
        public int to() {
            return lookups.to();
        }

        @Override
        public void answer(Item item, GenericRecord event, StatefulValues into, long progress) {
            references.answer(lookups, event, into, progress);
        }
    }

    /** Where a stage is among those that answer; one of an earlier definition is added behind. */
    private int place(String stage) {
        for (int place = 0; place < answering.size(); place++) {
            if (answering.get(place).getStage().equals(stage)) {
                return place;
            }
        }
        answering.add(new AnsweringStage(stage, List.of()));
        return answering.size() - 1;
    }

    /** Of a label that came when it became known, nothing says how far event time is. */
    private void learn(LearnedLabel label, long progress) {
        double number = program.labelNumber(LabelValues.read(label.getLabel()));
        boolean isLate = label.getPosition() > label.getKnownAt();
        long reached = isLate ? label.getPosition() : Long.MIN_VALUE;
        entities.get(label.getStage())
                .learn(
                        label.getEntity(),
                        new io.headrace.features.engine.LearnedLabel(
                                label.getEventId(), label.getEventTime(), label.getKnownAt(), number, false),
                        spreading.eager() ? progress : reached);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
