package io.headrace.features.app.spread;

import io.headrace.features.app.avro.LearnedLabel;
import io.headrace.features.app.avro.StageAnswer;
import io.headrace.features.app.avro.StageEvent;
import io.headrace.features.app.avro.Travelling;
import io.headrace.features.app.intake.FeatureMonitor;
import io.headrace.features.app.state.EntityStates;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.runtime.streams.eventtime.Sequencer;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.NullUnmarked;

/**
 * All stages over one partition's entities: events are answered and recorded, labels learned, in the order of event time over
 * all partitions that bring them. Answers go to where the event waits.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class StagesProcessor extends ContextualProcessor<String, Parcel, String, Parcel> {

    private static final Sequencer.Names QUEUE = new Sequencer.Names("stages-queue", "stages-sources");

    private final FeatureProgram program;
    private final NamedAnswers named;
    private final AvroDecoder events;
    private final Parcels parcels;
    private final Spreading spreading;
    private final FeatureMonitor monitor;
    private final Map<String, EntityStates> entities = new HashMap<>();
    private Queue queue;

    StagesProcessor(
            FeatureProgram program, AvroDecoder events, Parcels parcels, Spreading spreading, FeatureMonitor monitor) {
        this.program = program;
        this.named = new NamedAnswers(program);
        this.events = events;
        this.parcels = parcels;
        this.spreading = spreading;
        this.monitor = monitor;
    }

    static Set<StoreBuilder<?>> stores(FeatureProgram program) {
        Set<StoreBuilder<?>> stores = new LinkedHashSet<>(QUEUE.builders());
        program.stages().forEach(stage -> stores.addAll(EntityStates.stores(stage)));
        return stores;
    }

    @Override
    public void init(ProcessorContext<String, Parcel> context) {
        super.init(context);
        for (Stage stage : program.stages()) {
            entities.put(stage.name(), new EntityStates(stage, context));
        }
        queue = new Queue(
                new Sequencer.Rule(spreading.stageSources(), false, spreading.eager()),
                QUEUE,
                parcels,
                this::take,
                FeatureMonitor.Place.STAGES,
                monitor,
                context);
    }

    @Override
    public void process(Record<String, Parcel> record) {
        if (record.value() instanceof Parcel.Good good) {
            queue.take(good);
        }
    }

    /** What is for a stage that an earlier definition had is not waited for by anyone. */
    private boolean take(long progress, long time, Travelling item) {
        switch (item.getBody()) {
            case StageEvent event
            when entities.containsKey(event.getStage()) -> answer(item.getSource(), event, progress);
            case LearnedLabel label when entities.containsKey(label.getStage()) -> learn(label, progress);
            default -> {}
        }
        return true;
    }

    /** Bytes that cannot be read by now get an empty answer: the event is refused where it waits. */
    private void answer(int source, StageEvent item, long progress) {
        Map<String, Double> values = new HashMap<>();
        String id = "";
        if (events.decode(bytes(item.getEvent())) instanceof Decoded.Ok(GenericRecord event)) {
            double[] answers = program.blank();
            entities.get(item.getStage()).observe(event, answers, progress);
            id = program.eventId(event);
            values = named.named(answers);
        }
        Travelling answer = new Travelling(
                source, Long.MIN_VALUE, Mark.BUSY, new StageAnswer(item.getStage(), item.getOffset(), values));
        context().forward(new Record<>(id, Parcel.Good.of(answer), Math.max(0, item.getPosition())));
    }

    private void learn(LearnedLabel label, long progress) {
        double number = program.labelNumber(LabelValues.read(label.getLabel()));
        entities.get(label.getStage())
                .learn(
                        label.getEntity(),
                        new io.headrace.features.engine.LearnedLabel(
                                label.getEventId(), label.getEventTime(), label.getKnownAt(), number, false),
                        progress);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
